package io.github.pgbackrest2nix.cli;

import java.util.List;

/**
 * What writing the output does to a directory, by name.
 *
 * @param written new, or with other content
 * @param edited those of {@code written} that somebody changed since we wrote them
 * @param same not touched
 * @param deleted ours, as we wrote them, and no longer part of the output
 * @param kept ours, changed since, and no longer part of the output
 */
record Changes(
    List<OutputFile> written,
    List<String> edited,
    List<String> same,
    List<String> deleted,
    List<String> kept) {
  Changes {
    written = List.copyOf(written);
    edited = List.copyOf(edited);
    same = List.copyOf(same);
    deleted = List.copyOf(deleted);
    kept = List.copyOf(kept);
  }

  /** Returns whether the directory is as it would be written. */
  boolean isNothing() {
    return written.isEmpty() && deleted.isEmpty();
  }
}
