package io.github.pgbackrest2nix.change;

import io.github.pgbackrest2nix.identity.RepositoryIdentity;
import io.github.pgbackrest2nix.identity.Tie;
import io.github.pgbackrest2nix.model.Endpoint;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a repository is, whatever the spelling. */
final class Place {
  private Place() {}

  static boolean same(RepositoryIdentity one, RepositoryIdentity other) {
    return Stream.of(Tie.values())
        .filter(Tie::isPlace)
        .allMatch(tie -> meant(one, tie).equals(meant(other, tie)));
  }

  /** Finds the value of a tie, the same for all that lead to one place. */
  static Optional<String> meant(RepositoryIdentity repository, Tie tie) {
    Optional<String> written = repository.find(tie);
    return switch (tie) {
      case ENDPOINT ->
          written.map(text -> Endpoint.parse(text).map(Endpoint::toString).orElse(text));
      case HOST -> written.map(text -> text.toLowerCase(Locale.ROOT));
      default -> written;
    };
  }

  /** Returns the place for a person to read, such as {@code posix /mnt/nas/pgbackrest}. */
  static String text(RepositoryIdentity repository) {
    Map<Tie, String> ties = repository.ties();
    return ties.keySet().stream()
        .filter(Tie::isPlace)
        .map(tie -> ties.getOrDefault(tie, ""))
        .collect(Collectors.joining(" "));
  }
}
