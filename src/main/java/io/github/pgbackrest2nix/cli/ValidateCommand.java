package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.diagnostic.Severity;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Reports the findings of all files. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Report everything that is wrong with descriptions, and between them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pgbackrest2nix validate forge.yaml",
      "  pgbackrest2nix validate hosts --fail-on warning",
      "  pgbackrest2nix validate hosts --format sarif > findings.sarif",
      "  generate-description | pgbackrest2nix validate - --stdin-filename forge.yaml"
    })
final class ValidateCommand implements Callable<Integer> {
  /** The least severe finding that makes the exit status 1. */
  enum FailOn {
    error(Severity.ERROR),
    warning(Severity.WARNING);

    private final Severity severity;

    FailOn(Severity severity) {
      this.severity = severity;
    }
  }

  private static final int MOST_NAMES = 3;

  private final Terminal terminal;
  private final Supplier<Checks> checks;

  @ParentCommand private Main main = new Main();

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Descriptions, or folders of them; - is standard input. Below a folder these are the files"
              + " that end in .yaml or .yml and have stanzas or repos; hidden ones are left out.")
  private List<String> files = List.of();

  @Option(
      names = "--fail-on",
      paramLabel = "error|warning",
      description = "The least severe finding that makes the exit status 1; ${DEFAULT-VALUE}.")
  private FailOn failOn = FailOn.error;

  @Option(
      names = "--format",
      paramLabel = "text|json|sarif|github",
      description =
          "How findings are written: text on standard error, the others on standard output;"
              + " ${DEFAULT-VALUE}.")
  private OutputFormat format = OutputFormat.text;

  @Option(
      names = "--stdin-filename",
      paramLabel = "NAME",
      description = "How findings call standard input.")
  private String standardInputName = "<stdin>";

  /**
   * Creates the command.
   *
   * @param checks made when it runs: the other commands start without them
   */
  ValidateCommand(Terminal terminal, Supplier<Checks> checks) {
    this.terminal = terminal;
    this.checks = checks;
  }

  @Override
  public Integer call() {
    Validation.Result result =
        new Validation(checks.get(), standardInputName, terminal.in())
            .validate(InputFiles.find(files, standardInputName));
    for (IOException failure : result.failures()) {
      terminal.err().println("error: " + Failures.describe(failure));
    }
    result.bugs().forEach(each -> each.tell(terminal, main.debug()));
    result.findings().write(format, terminal);
    if (!result.leftOut().isEmpty()) {
      terminal.err().println(remark(result.leftOut()));
    }
    if (!result.failures().isEmpty() || !result.bugs().isEmpty()) {
      return ExitCode.COULD_NOT_RUN;
    }
    return result.findings().reach(failOn.severity) ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private static String remark(List<String> leftOut) {
    int more = leftOut.size() - MOST_NAMES;
    return "left out, as they are no descriptions: "
        + String.join(", ", leftOut.subList(0, Math.min(MOST_NAMES, leftOut.size())))
        + (more > 0 ? " and %d more".formatted(more) : "");
  }
}
