package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.identity.Identity;
import io.github.pgbackrest2nix.identity.RepositoryIdentity;
import io.github.pgbackrest2nix.identity.StanzaIdentity;
import io.github.pgbackrest2nix.identity.Tie;
import io.github.pgbackrest2nix.render.view.DefaultView.InhibitorView;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a running host must not change in a switch. NixOS compares only the names that both systems
 * have: what is new or gone is free.
 */
final class Inhibitors {
  private Inhibitors() {}

  static List<InhibitorView> of(Identity identity) {
    return Stream.concat(
            identity.repositories().stream().map(Inhibitors::repository),
            identity.stanzas().stream().flatMap(Inhibitors::stanza))
        .toList();
  }

  private static InhibitorView repository(RepositoryIdentity repository) {
    String place =
        Stream.of(Tie.values())
            .filter(Tie::isPlace)
            .flatMap(tie -> repository.find(tie).stream())
            .collect(Collectors.joining(" "));
    String passphrase =
        repository.find(Tie.PASSPHRASE).map(reference -> " passphrase " + reference).orElse("");
    return inhibitor(
        "repository-" + repository.name().orElseThrow(),
        repository.label()
            + " "
            + place
            + " cipher "
            + repository.find(Tie.CIPHER).orElseThrow()
            + passphrase);
  }

  /** Two: by its name, and by its directory, where the name is another. */
  private static Stream<InhibitorView> stanza(StanzaIdentity stanza) {
    return Stream.of(
        inhibitor(
            "stanza-" + stanza.name(),
            "PostgreSQL " + stanza.version().orElseThrow() + " in " + stanza.dataDir()),
        inhibitor("cluster-" + stanza.dataDir(), "stanza " + stanza.name()));
  }

  private static InhibitorView inhibitor(String name, String text) {
    return new InhibitorView(Nix.name("pgbackrest-" + name), text);
  }
}
