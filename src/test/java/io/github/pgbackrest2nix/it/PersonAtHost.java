package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Await;
import io.github.pgbackrest2nix.testing.Command;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.RequiredTool;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A booted host, and a person there who has its runbook and the restore command. */
record PersonAtHost(BootedHost host, SystemdBox box) {
  static final String COMMAND = "pgbackrest-restore";

  /** What the roots do not have, and waiting that takes less time. */
  void bringPrograms() {
    program(
        "sudo",
        """
        [ "$1" != -u ] || set -- setpriv --reuid "$2" --regid "$2" --init-groups -- "${@:3}"
        exec "$@"
        """);
    program("sleep", "exec /usr/bin/sleep 0.1\n");
  }

  private void program(String name, String script) {
    box.write("/usr/local/sbin/" + name, "#!/bin/bash\n" + script);
    box.run("chmod", "0755", "/usr/local/sbin/" + name).succeeded();
  }

  /** Types all blocks below a heading of the runbook. */
  void type(String heading) {
    List<String> blocks = host.runbook().commandsBelow(heading);
    assertThat(blocks).isNotEmpty();
    blocks.forEach(block -> box.run("bash", "-ec", block).succeeded());
  }

  /** Runs the restore command, with nothing to ask on. */
  Outcome run(String... arguments) {
    return box.run(withCommand(arguments).toArray(String[]::new));
  }

  /** Runs the restore command on a terminal, and types the answer. */
  Outcome answering(String answer, String... arguments) {
    String typed =
        box.entering(withCommand(arguments).toList()).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    return Command.of(
            "bash",
            "-c",
            "echo \"$1\" | \"$2\" --quiet --return --command \"$3\" /dev/null",
            "typing",
            answer,
            RequiredTool.find("script").toString(),
            typed)
        .run();
  }

  /** A moment after all backups until now, in the whole seconds that pgBackRest compares. */
  String momentAfterABackup() {
    String second = host.query("select date_trunc('second', clock_timestamp())");
    Await.until(
        "that second is over",
        BootedHost.SOON,
        () ->
            host.query("select clock_timestamp() > timestamptz '" + second + "' + interval '1 s'")
                .equals("t"));
    return host.query("select clock_timestamp()");
  }

  /** The label of a backup in the first repository. */
  String label(int index) {
    return host.pgBackRest("--repo=1", "info")
        .succeeded()
        .lines()
        .filter(line -> line.matches(" *(full|diff|incr) backup: .*"))
        .map(line -> line.replaceFirst(".*: ", ""))
        .toList()
        .get(index);
  }

  private static Stream<String> withCommand(String... arguments) {
    return Stream.concat(Stream.of(COMMAND), Stream.of(arguments));
  }
}
