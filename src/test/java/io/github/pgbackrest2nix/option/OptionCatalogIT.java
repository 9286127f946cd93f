package io.github.pgbackrest2nix.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.InstalledPgBackRest;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the catalogue against the help of each installed release, in both directions. */
class OptionCatalogIT {
  /** An option of a listing: its name, then a text that may go on in indented lines. */
  private static final Pattern LISTED =
      Pattern.compile("(?m)^  --([a-z0-9-]+) +(.*(?:\\n {10,}\\S.*)*)$");

  private static final Pattern DEFAULT = Pattern.compile("\\[default=(.*)]$");
  private static final String NOTHING = "-";
  private static final int ACCEPTED = 0;

  private final OptionCatalog catalog = OptionCatalog.load();

  @ParameterizedTest
  @EnumSource
  void everyCommandHasTheOptionsOfTheInstalledProgram(DebianRoot root) {
    Question question = Question.to(root, catalog);

    List<String> differences =
        helpfulCommands().parallel().flatMap(question::differences).sorted().toList();

    // Its help knows repo-block, its configuration refuses it without the undocumented beta.
    boolean beta = question.installed.compareTo(PgBackRestVersion.require("2.46")) < 0;
    assertThat(differences)
        .as("pgBackRest %s", question.installed)
        .isEqualTo(beta ? List.of("backup repo-block: not in the catalogue") : List.of());
  }

  private static Stream<String> helpfulCommands() {
    // These two have no help of their own.
    return OptionCatalog.COMMANDS.stream()
        .filter(command -> !command.equals("help") && !command.equals("version"));
  }

  private record Question(
      OptionCatalog catalog, InstalledPgBackRest pgbackrest, PgBackRestVersion installed) {
    static Question to(DebianRoot root, OptionCatalog catalog) {
      InstalledPgBackRest pgbackrest = InstalledPgBackRest.of(root);
      return new Question(catalog, pgbackrest, pgbackrest.version());
    }

    /**
     * How the program and the catalogue differ for a command: in its options, or their defaults.
     */
    Stream<String> differences(String command) {
      SortedMap<String, String> listed = listed(command);
      if (listed.isEmpty()) {
        return Stream.of(command + ": no options listed");
      }
      Stream<String> theirs =
          listed.entrySet().stream()
              .flatMap(option -> compare(command, option.getKey(), option.getValue()));
      // The listing leaves out what is internal to the command, or to the program.
      Stream<String> others =
          catalog.names().stream()
              .filter(name -> !listed.containsKey(name))
              .filter(name -> find(command, name).isPresent())
              .filter(name -> pgbackrest.run(List.of("help", command, name)).exit() != ACCEPTED)
              .map(name -> "%s %s: not in the program".formatted(command, name));
      return Stream.concat(theirs, others);
    }

    private Optional<OptionSpec> find(String command, String name) {
      return catalog.find(name, installed).filter(spec -> spec.commands().contains(command));
    }

    private Stream<String> compare(String command, String name, String theirs) {
      Optional<OptionSpec> ours = find(command, name);
      if (ours.isEmpty()) {
        return Stream.of("%s %s: not in the catalogue".formatted(command, name));
      }
      String value = ours.get().defaultFor(command).orElse(NOTHING);
      // Where it depends on another option newer releases print none, or that of the usual choice.
      return theirs.equals(NOTHING)
              || same(ours.get().type(), value, theirs)
              || ours.get().defaults().containsValue(theirs)
          ? Stream.of()
          : Stream.of("%s %s: default %s, not %s".formatted(command, name, theirs, value));
    }

    /** The options that the program lists for a command, with their defaults. */
    private SortedMap<String, String> listed(String command) {
      SortedMap<String, String> options = new TreeMap<>();
      Matcher listed = LISTED.matcher(pgbackrest.run(List.of("help", command)).output());
      while (listed.find()) {
        Matcher printed = DEFAULT.matcher(listed.group(2).replaceAll("\\s+", " "));
        // The program's own path, by whatever path it was called.
        options.put(
            listed.group(1),
            printed.find()
                ? printed.group(1).replaceFirst("^/.*/bin/pgbackrest$", "pgbackrest")
                : NOTHING);
      }
      return options;
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
