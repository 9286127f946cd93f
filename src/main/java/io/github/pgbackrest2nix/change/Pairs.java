package io.github.pgbackrest2nix.change;

import io.github.pgbackrest2nix.identity.RepositoryIdentity;
import io.github.pgbackrest2nix.identity.StanzaIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * What was described before, with what it is now: the first sign that two of them share decides.
 *
 * @param gone what is no longer described
 */
record Pairs<T>(List<Pair<T>> pairs, List<T> gone) {
  Pairs {
    pairs = List.copyOf(pairs);
    gone = List.copyOf(gone);
  }

  /** One thing, before and now. */
  record Pair<T>(T before, T now) {}

  /** Pairs repositories; a new name alone does not make it another repository. */
  static Pairs<RepositoryIdentity> ofRepositories(
      List<RepositoryIdentity> before, List<RepositoryIdentity> now) {
    BiPredicate<RepositoryIdentity, RepositoryIdentity> key = (a, b) -> a.key() == b.key();
    BiPredicate<RepositoryIdentity, RepositoryIdentity> place = Place::same;
    BiPredicate<RepositoryIdentity, RepositoryIdentity> name =
        (a, b) -> a.name().isPresent() && a.name().equals(b.name());
    return of(before, now, List.of(key.and(place), name, key, place));
  }

  static Pairs<StanzaIdentity> ofStanzas(List<StanzaIdentity> before, List<StanzaIdentity> now) {
    return of(
        before,
        now,
        List.of((a, b) -> a.name().equals(b.name()), (a, b) -> a.dataDir().equals(b.dataDir())));
  }

  private static <T> Pairs<T> of(List<T> before, List<T> now, List<BiPredicate<T, T>> signs) {
    List<Pair<T>> pairs = new ArrayList<>();
    List<T> gone = new ArrayList<>(before);
    List<T> left = new ArrayList<>(now);
    for (BiPredicate<T, T> sign : signs) {
      for (T each : List.copyOf(gone)) {
        Optional<T> match = left.stream().filter(other -> sign.test(each, other)).findFirst();
        if (match.isPresent()) {
          pairs.add(new Pair<>(each, match.get()));
          gone.remove(each);
          left.remove(match.get());
        }
      }
    }
    return new Pairs<>(pairs, gone);
  }
}
