package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.option.OptionCatalog;
import io.github.pgbackrest2nix.option.OptionSpec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows pgBackRest's options. */
@Command(
    name = "options",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "List pgBackRest's options, or show one of them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pgbackrest2nix options                  every option of the newest release",
      "  pgbackrest2nix options retention        those with this in their name",
      "  pgbackrest2nix options repo-bundle      all about one",
      "  pgbackrest2nix options --pgbackrest 2.45"
    })
final class OptionsCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "An option's name, or a part of names.")
  private @Nullable String name;

  @Option(
      names = "--pgbackrest",
      paramLabel = "VERSION",
      description = "The release of pgBackRest; the newest known without it.")
  private @Nullable String release;

  @Spec private CommandSpec spec = CommandSpec.create();

  OptionsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    PgBackRestVersion version = version();
    OptionCatalog catalog = OptionCatalog.load();
    Optional<OptionSpec> exact =
        Optional.ofNullable(name).flatMap(wanted -> catalog.find(wanted, version));
    if (exact.isPresent()) {
      terminal.out().print(OptionPage.of(exact.get(), catalog));
      return ExitCode.CLEAN;
    }
    String part = Optional.ofNullable(name).orElse("");
    List<OptionSpec> found =
        catalog.names().stream()
            .filter(each -> each.contains(part))
            .flatMap(each -> catalog.find(each, version).stream())
            .filter(option -> !option.internal())
            .toList();
    if (found.isEmpty()) {
      complain(catalog, part, version);
      return ExitCode.FINDINGS;
    }
    found.forEach(option -> terminal.out().println(OptionPage.line(option)));
    return ExitCode.CLEAN;
  }

  private void complain(OptionCatalog catalog, String part, PgBackRestVersion version) {
    terminal
        .err()
        .println(
            "error: pgBackRest %s has no option with \"%s\" in its name".formatted(version, part));
    if (catalog.names().contains(part)) {
      String from = catalog.findFirstRelease(part).map(Object::toString).orElse("");
      String until = catalog.findLastRelease(part).map(last -> " until " + last).orElse(" on");
      terminal.err().println(" = help: releases from " + from + until + " have it");
      return;
    }
    List<String> near =
        Stream.of("", "repo-", "pg-")
            .map(group -> catalog.near(group + part))
            .filter(names -> !names.isEmpty())
            .findFirst()
            .orElse(List.of());
    terminal
        .err()
        .println(
            near.isEmpty()
                ? " = help: without a name all options are listed"
                : " = help: perhaps it is " + String.join(" or ", near));
  }

  private PgBackRestVersion version() {
    String wanted = release;
    if (wanted == null) {
      return OptionCatalog.LATEST;
    }
    PgBackRestVersion version =
        PgBackRestVersion.parse(wanted)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "\"" + wanted + "\" is not a version such as 2.58"));
    if (version.compareTo(OptionCatalog.OLDEST) < 0) {
      throw new ParameterException(
          spec.commandLine(), "options are known from pgBackRest " + OptionCatalog.OLDEST + " on");
    }
    return version;
  }
}
