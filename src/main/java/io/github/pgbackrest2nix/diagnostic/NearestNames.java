package io.github.pgbackrest2nix.diagnostic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the known names that a misspelt one was probably meant to be. */
public final class NearestNames {
  private static final int MOST = 3;

  private NearestNames() {}

  /** Returns at most three of the known names, the nearest first; none where all are far off. */
  public static List<String> of(String typo, Collection<String> known) {
    String word = typo.toLowerCase(Locale.ROOT);
    int limit = Math.max(1, word.length() / 3);
    List<Candidate> candidates = new ArrayList<>();
    for (String name : known) {
      if (Math.abs(name.length() - word.length()) <= limit) {
        candidates.add(new Candidate(distance(word, name.toLowerCase(Locale.ROOT)), name));
      }
    }
    return candidates.stream()
        .filter(candidate -> candidate.distance() <= limit)
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(MOST)
        .map(Candidate::name)
        .toList();
  }

  private record Candidate(int distance, String name) {}

  /** Counts the letters to insert, drop, change or swap with their neighbour. */
  private static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= to.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      for (int j = 1; j <= to.length(); j++) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int best = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1);
        cost[i][j] = Math.min(best, cost[i - 1][j - 1] + change);
        if (swapped(from, to, i, j)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[from.length()][to.length()];
  }

  private static boolean swapped(String from, String to, int i, int j) {
    return i > 1
        && j > 1
        && from.charAt(i - 1) == to.charAt(j - 2)
        && from.charAt(i - 2) == to.charAt(j - 1);
  }
}
