package io.github.pgbackrest2nix;

import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.fleet.Host;
import io.github.pgbackrest2nix.ignore.Ignores;
import io.github.pgbackrest2nix.report.Excerpts;
import java.util.List;
import java.util.Optional;

/**
 * What {@link Compiler} found in one file, without the file itself.
 *
 * @param meant whether the file is meant as a description, with mistakes or without
 * @param diagnostics sorted by their places
 * @param host what others can get in the way of; nothing where the file has not a description's
 *     shape
 * @param excerpts the lines that findings may be about, here or together with other files
 */
public record Examined(
    boolean meant,
    List<Diagnostic> diagnostics,
    Optional<Host> host,
    Ignores ignores,
    Excerpts excerpts) {
  public Examined {
    diagnostics = List.copyOf(diagnostics);
  }
}
