package io.github.pgbackrest2nix.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The difference of two texts as {@code diff -u} shows it. */
final class UnifiedDiff {
  private static final int CONTEXT = 3;
  private static final String NONE = "/dev/null";

  private UnifiedDiff() {}

  /** Returns the lines that lead from the one content to the other; empty is no file. */
  static String between(String name, Optional<byte[]> before, Optional<byte[]> after) {
    List<String> old = lines(before);
    List<String> lines =
        UnifiedDiffUtils.generateUnifiedDiff(
            before.isEmpty() ? NONE : "a/" + name,
            after.isEmpty() ? NONE : "b/" + name,
            old,
            DiffUtils.diff(old, lines(after)),
            CONTEXT);
    return lines.isEmpty()
        ? name + " differs in bytes that are no text\n"
        : String.join("\n", lines) + "\n";
  }

  /** Splits at line feeds only, so that other line ends and a missing last one are differences. */
  private static List<String> lines(Optional<byte[]> content) {
    String text = content.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    String last = lines.remove(lines.size() - 1);
    if (!last.isEmpty()) {
      lines.add(last + "\n\\ No newline at end of file");
    }
    return lines;
  }
}
