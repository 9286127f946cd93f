package io.github.pgbackrest2nix.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.InstalledPgBackRest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds every line of the catalogue that is true of the installed release against its help. */
class OptionCatalogIT {
  private static final Pattern DEFAULT = Pattern.compile("^default: (.*)$", Pattern.MULTILINE);
  private static final String NOTHING = "-";
  private static final int ACCEPTED = 0;
  private static final int OPTION_INVALID = 31;

  private final OptionCatalog catalog = OptionCatalog.load();

  @ParameterizedTest
  @EnumSource(names = "HOST")
  void theInstalledProgramSaysTheSameOfEveryOptionAndCommand(DebianRoot root) {
    InstalledPgBackRest pgbackrest = InstalledPgBackRest.of(root);
    PgBackRestVersion installed = pgbackrest.version();
    Question question = new Question(catalog, pgbackrest, installed);

    List<String> differences =
        catalog.names().parallelStream()
            .flatMap(name -> helpfulCommands().flatMap(command -> question.ask(name, command)))
            .sorted()
            .toList();

    // Its help knows repo-block, its configuration refuses it without the undocumented beta.
    boolean beta = installed.compareTo(PgBackRestVersion.require("2.46")) < 0;
    assertThat(differences)
        .as("pgBackRest %s", installed)
        .isEqualTo(beta ? List.of("backup repo-block: exit 0") : List.of());
  }

  private static Stream<String> helpfulCommands() {
    // These two have no help of their own.
    return OptionCatalog.COMMANDS.stream()
        .filter(command -> !command.equals("help") && !command.equals("version"));
  }

  private record Question(
      OptionCatalog catalog, InstalledPgBackRest pgbackrest, PgBackRestVersion installed) {

    /** Returns how the help differs from the catalogue, if it does. */
    Stream<String> ask(String name, String command) {
      Optional<OptionSpec> spec =
          catalog.find(name, installed).filter(each -> each.commands().contains(command));
      InstalledPgBackRest.Run help = pgbackrest.run(List.of("help", command, name));
      int expected = spec.isPresent() ? ACCEPTED : OPTION_INVALID;
      if (help.exit() != expected) {
        return Stream.of("%s %s: exit %d".formatted(command, name, help.exit()));
      }
      return spec.stream().flatMap(each -> compare(each, command, help.output()));
    }

    private static Stream<String> compare(OptionSpec spec, String command, String help) {
      Matcher printed = DEFAULT.matcher(help);
      String theirs = printed.find() ? printed.group(1) : NOTHING;
      // The program's own path, by whatever path it was called.
      String plain = theirs.replaceFirst("^/.*/bin/pgbackrest$", "pgbackrest");
      String ours = spec.defaultFor(command).orElse(NOTHING);
      return same(spec.type(), ours, plain)
          ? Stream.of()
          : Stream.of("%s %s: default %s, not %s".formatted(command, spec.name(), theirs, ours));
    }
  }

  /** Older releases print times in seconds, newer ones with a unit. */
  private static boolean same(OptionType type, String ours, String theirs) {
    if (ours.equals(NOTHING) || theirs.equals(NOTHING) || !type.ordered()) {
      return ours.equals(theirs);
    }
    return type.amount(ours) == type.amount(theirs);
  }
}
