package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.schema.DescriptionSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the JSON Schema of the description. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Print the JSON Schema of the description, for editors.",
    footerHeading = "%nExample:%n",
    footer = "  pgbackrest2nix schema > pgbackrest2nix.schema.json")
final class SchemaCommand implements Callable<Integer> {
  private final Terminal terminal;

  SchemaCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.out().print(DescriptionSchema.text());
    return ExitCode.CLEAN;
  }
}
