package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.Examined;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.source.TextDecoder;
import java.util.List;
import java.util.function.Function;

/**
 * What is done with the files of a run.
 *
 * @param alone checks a file by itself
 * @param together compares files that have been checked
 */
record Checks(
    Function<TextDecoder.Decoded, Examined> alone,
    Function<List<Examined>, List<Diagnostic>> together) {
  static Checks of(Compiler compiler) {
    return new Checks(compiler::examine, compiler::checkTogether);
  }
}
