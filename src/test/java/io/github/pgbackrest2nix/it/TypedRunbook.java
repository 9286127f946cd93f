package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.RenderedUnits;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The runbook of a booted host, and what of it somebody has typed there.
 *
 * @param typed the blocks that were typed, with or without changes
 */
record TypedRunbook(BootedHost host, List<String> typed) {
  static TypedRunbook of(BootedHost host) {
    return new TypedRunbook(host, new ArrayList<>());
  }

  /** The commands that nobody has typed. */
  List<String> left() {
    List<String> left = new ArrayList<>(host.runbook().blocks("sh"));
    left.removeAll(typed);
    return left;
  }

  /** Types the commands that the alerts chosen by name begin with; returns what they print. */
  String typeOfAlerts(Predicate<String> name) {
    List<String> commands = new ArrayList<>();
    Object rules =
        new Load(LoadSettings.builder().build())
            .loadFromString(host.box().read(RenderedUnits.SOURCE + "/alerts.yaml"));
    for (Object group : (List<?>) BackupInfo.at(rules, "groups")) {
      for (Object rule : (List<?>) BackupInfo.at(group, "rules")) {
        if (name.test("" + BackupInfo.at(rule, "alert"))) {
          commands.add("" + BackupInfo.at(BackupInfo.at(rule, "annotations"), "runbook"));
        }
      }
    }
    assertThat(commands).isNotEmpty();
    StringBuilder output = new StringBuilder();
    commands.stream().distinct().forEach(each -> output.append(type(each, each)));
    return output.toString();
  }

  /** Types all blocks below a heading; returns what they print. */
  String typeBelow(String heading) {
    List<String> blocks = host.runbook().commandsBelow(heading);
    assertThat(blocks).as(heading).isNotEmpty();
    StringBuilder output = new StringBuilder();
    blocks.forEach(block -> output.append(type(block, block)));
    return output.toString();
  }

  /** Types one of the blocks below a heading, after a change to it. */
  String type(String heading, int block, UnaryOperator<String> change) {
    String below = heading.startsWith("#") ? heading : "### " + heading;
    String text = host.runbook().commandsBelow(below).get(block);
    return type(text, change.apply(text));
  }

  private String type(String block, String changed) {
    typed.add(block);
    SystemdBox box = host.box();
    Outcome outcome = box.run("bash", "-e", "-c", changed);
    assertThat(outcome.status())
        .as(
            "%s\n%s\n%s",
            changed, outcome, box.run("journalctl", "--no-pager", "--lines=150").output())
        .isIn(answersByStatus(changed));
    return outcome.output();
  }

  /** Of a service that has done its work the status is 3. */
  private static List<Integer> answersByStatus(String command) {
    return command.startsWith("systemctl status ") ? List.of(0, 3) : List.of(0);
  }
}
