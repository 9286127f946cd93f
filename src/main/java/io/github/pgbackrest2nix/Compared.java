package io.github.pgbackrest2nix;

import io.github.pgbackrest2nix.diagnostic.Checked;
import io.github.pgbackrest2nix.model.Description;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What {@link Compiler} made of a description that is rendered over an earlier one.
 *
 * @param checked the description, or why there is none
 * @param acceptable the changes that need to be confirmed, whether or not they were
 * @param accepted what was confirmed
 */
public record Compared(Checked<Description> checked, Set<String> acceptable, Set<String> accepted) {
  public Compared {
    acceptable = Set.copyOf(acceptable);
    accepted = Set.copyOf(accepted);
  }

  /** Returns what was confirmed and does not change, by name. */
  public SortedSet<String> needless() {
    SortedSet<String> needless = new TreeSet<>(accepted);
    needless.removeAll(acceptable);
    return needless;
  }
}
