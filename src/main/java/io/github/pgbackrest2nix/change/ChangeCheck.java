package io.github.pgbackrest2nix.change;

import io.github.pgbackrest2nix.change.Pairs.Pair;
import io.github.pgbackrest2nix.forecast.Forecast;
import io.github.pgbackrest2nix.identity.Identity;
import io.github.pgbackrest2nix.identity.RepositoryIdentity;
import io.github.pgbackrest2nix.identity.StanzaIdentity;
import io.github.pgbackrest2nix.model.Description;
import java.util.ArrayList;
import java.util.List;

/** Compares a description with the one that was rendered before it. */
public final class ChangeCheck {
  private ChangeCheck() {}

  /**
   * Returns what changes, and must not do so unseen; nothing where the two are of different hosts.
   *
   * @param forecast of the description of now
   */
  public static List<Change> check(Identity before, Forecast forecast) {
    Description description = forecast.description();
    Identity now = Identity.of(description);
    if (before.host().isPresent() && !before.host().equals(now.host())) {
      return List.of();
    }
    Pairs<RepositoryIdentity> repositories =
        Pairs.ofRepositories(before.repositories(), now.repositories());
    Pairs<StanzaIdentity> stanzas = Pairs.ofStanzas(before.stanzas(), now.stanzas());
    List<Change> changes = new ArrayList<>();
    for (Pair<RepositoryIdentity> pair : repositories.pairs()) {
      changes.addAll(new RepositoryChanges(pair).all());
      pair.now()
          .name()
          .flatMap(description::findRepository)
          .map(each -> new RetentionChanges(forecast, pair.before().retention(), each))
          .ifPresent(each -> changes.addAll(each.all()));
    }
    stanzas.pairs().forEach(pair -> changes.addAll(new StanzaChanges(pair).all()));
    changes.addAll(new Removals(repositories, stanzas).all());
    return changes;
  }
}
