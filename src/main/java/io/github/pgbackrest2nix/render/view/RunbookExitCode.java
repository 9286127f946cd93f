package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.exitcode.ExitCodes;
import io.github.pgbackrest2nix.render.template.MarkdownFragment;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of the table of exit codes.
 *
 * @param waitsForWal whether it is the one of a backup whose WAL does not arrive
 */
record RunbookExitCode(
    MarkdownFragment codes, String meaning, MarkdownFragment remedy, boolean waitsForWal) {
  private static final int ARCHIVE_TIMEOUT = 82;

  /** Returns the rows of what there is a remedy for. */
  static List<RunbookExitCode> all() {
    return ExitCodes.all().stream().flatMap(RunbookExitCode::row).toList();
  }

  private static Stream<RunbookExitCode> row(ExitCodes entry) {
    String codes =
        entry.names().keySet().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return entry.remedy().stream()
        .map(
            remedy ->
                new RunbookExitCode(
                    new MarkdownFragment(codes + entry.when().map(" "::concat).orElse("")),
                    entry.meaning(),
                    new MarkdownFragment(remedy),
                    entry.names().containsKey(ARCHIVE_TIMEOUT)));
  }
}
