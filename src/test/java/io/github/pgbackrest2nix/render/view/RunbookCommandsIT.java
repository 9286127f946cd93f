package io.github.pgbackrest2nix.render.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.testing.Command;
import io.github.pgbackrest2nix.testing.ForgeDescription;
import io.github.pgbackrest2nix.testing.HostileStrings;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.RequiredTool;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the runbook tells people to type is what the programs know. */
class RunbookCommandsIT {
  private static final Set<String> COMMANDS =
      Set.of("info", "backup", "restore", "check", "stanza-upgrade", "verify", "expire");

  @ParameterizedTest
  @MethodSource("descriptions")
  void bashReadsEveryBlock(Description description) {
    String bash = RequiredTool.find("bash").toString();
    List<String> blocks = RunbookExamples.blocks(RunbookExamples.render(description), "sh");

    assertThat(blocks).hasSizeGreaterThan(15);
    assertThat(blocks).allSatisfy(block -> succeeds(bash, "-n", "-c", block));
  }

  @ParameterizedTest
  @MethodSource("descriptions")
  void pgBackRestKnowsEveryOption(Description description) {
    String pgBackRest = RequiredTool.find("pgbackrest").toString();
    Set<String> uses = optionsOfCommands(RunbookExamples.render(description));

    assertThat(uses)
        .contains("restore target-action", "restore set", "check stanza", "info stanza");
    assertThat(uses)
        .allSatisfy(
            use -> {
              int blank = use.indexOf(' ');
              // The help has the options of repositories without a number.
              String option = use.substring(blank + 1).replace("\"$REPO\"", "");
              succeeds(pgBackRest, "help", use.substring(0, blank), option);
            });
  }

  @ParameterizedTest
  @MethodSource("descriptions")
  void theRestoreCommandKnowsEveryOption(Description description) {
    String bash = RequiredTool.find("bash").toString();
    String usage = Command.of(bash, "templates/restore.sh", "--help").run().succeeded();
    Set<String> options =
        RunbookExamples.blocks(RunbookExamples.render(description), "sh").stream()
            .flatMap(String::lines)
            .filter(line -> line.startsWith("sudo pgbackrest-restore"))
            .flatMap(line -> Pattern.compile(" (--[a-z-]+)").matcher(line).results())
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(options).contains("--target", "--set", "--repo", "--immediate");
    assertThat(options)
        .allSatisfy(option -> assertThat(usage).containsPattern("(?m)^  \\Q" + option + "\\E "));
  }

  @ParameterizedTest
  @MethodSource("hostileStrings")
  void bashTakesAWordLiterally(String text) {
    String bash = RequiredTool.find("bash").toString();

    Outcome outcome =
        Command.of(bash, "-c", "printf %s " + Shell.word(text) + "\n" + Shell.comment(text)).run();

    assertThat(outcome.succeeded()).isEqualTo(text);
  }

  static Stream<Description> descriptions() {
    return Stream.of(
        ForgeDescription.description(), RunbookExamples.smallest(), RunbookExamples.twoStanzas());
  }

  static List<String> hostileStrings() {
    return HostileStrings.all();
  }

  private static void succeeds(String... command) {
    Command.of(command).run().succeeded();
  }

  /** Each command of pgBackRest with each option that it is given. */
  private static Set<String> optionsOfCommands(String runbook) {
    Set<String> uses = new TreeSet<>();
    RunbookExamples.blocks(runbook, "sh").stream()
        .map(
            block ->
                block
                    .replaceAll(" \\\\\n +", " ")
                    .replaceAll("=\"[^\"\\\\]*(\\\\.[^\"\\\\]*)*\"", "=X"))
        .flatMap(String::lines)
        .filter(line -> line.startsWith("sudo -u postgres pgbackrest "))
        .map(line -> List.of(line.replaceFirst(" +# .*", "").split(" ", -1)))
        .forEach(words -> uses.addAll(options(words)));
    return uses;
  }

  private static List<String> options(List<String> words) {
    String command =
        words.stream()
            .skip(words.indexOf("pgbackrest") + 1L)
            .filter(word -> !word.startsWith("--"))
            .findFirst()
            .orElseThrow();
    assertThat(COMMANDS).contains(command);
    return words.stream()
        .filter(word -> word.startsWith("--"))
        .map(word -> command + " " + word.substring(2).replaceFirst("=.*", ""))
        .toList();
  }
}
