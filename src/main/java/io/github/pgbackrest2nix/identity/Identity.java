package io.github.pgbackrest2nix.identity;

import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Of a whole description. The order of its maps does not show.
 *
 * @param host nothing where it is not known
 * @param repositories by key
 * @param stanzas by name
 */
public record Identity(
    Optional<String> host, List<RepositoryIdentity> repositories, List<StanzaIdentity> stanzas) {
  /** The file of the output that keeps it. */
  public static final String FILE = "identity.json";

  public Identity {
    repositories = List.copyOf(repositories);
    stanzas = List.copyOf(stanzas);
  }

  /** Returns whether nothing is known of what was described. */
  public boolean isNothing() {
    return repositories.isEmpty() && stanzas.isEmpty();
  }

  /** Returns the identity of a description. */
  public static Identity of(Description description) {
    return new Identity(
        Optional.of(description.host()),
        description.repositories().stream()
            .sorted(Comparator.comparingInt(Repository::key))
            .map(RepositoryIdentity::of)
            .toList(),
        description.stanzas().stream()
            .sorted(Comparator.comparing(Stanza::name))
            .map(stanza -> StanzaIdentity.of(description, stanza))
            .toList());
  }

  /** Returns this identity with the host, if it has none yet. */
  public Identity ofHost(Optional<String> other) {
    return new Identity(host.or(() -> other), repositories, stanzas);
  }
}
