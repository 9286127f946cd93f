package io.github.pgbackrest2nix.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/** The difference of two texts as {@code diff -u} shows it. */
final class UnifiedDiff {
  private static final int CONTEXT = 3;

  private UnifiedDiff() {}

  /** Returns the lines that lead from the old to the new text; none where they are equal. */
  static String between(String path, String oldText, String newText) {
    List<String> oldLines = oldText.lines().toList();
    List<String> newLines = newText.lines().toList();
    List<String> lines =
        UnifiedDiffUtils.generateUnifiedDiff(
            oldText.isEmpty() ? "/dev/null" : "a/" + path,
            newText.isEmpty() ? "/dev/null" : "b/" + path,
            oldLines,
            DiffUtils.diff(oldLines, newLines),
            CONTEXT);
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
