package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Command;
import io.github.pgbackrest2nix.testing.RequiredTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What refuses a switch: run as NixOS runs it, among processes of a namespace of its own. */
final class SwitchCheckIT {
  private static final Path UNSHARE = RequiredTool.find("unshare");
  private static final Path BASH = RequiredTool.find("bash");
  private static final Path CHECK = Path.of("templates", "switch-check.sh").toAbsolutePath();

  private static final String REFUSAL =
      """
      A restore runs, and this switch would start PostgreSQL in the middle of it:
      %s
      Wait for its end, go on to the last step of RUNBOOK.md, Restore, and switch then. "nixos-rebuild boot"
      works now, too: it changes nothing before the next boot.
      refused
      """;

  @TempDir Path scratch = Path.of("");

  @Test
  void letsPassWhereNothingRestores() throws IOException {
    assertThat(check("true", "switch", "inactive")).isEqualTo("passed\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"switch", "test", "check"})
  void refusesWhileTheCommandOfTheRunbookRuns(String action) throws IOException {
    assertThat(check("'DIR/pgbackrest-restore' --stanza main", action, "inactive"))
        .isEqualTo(REFUSAL.formatted("process PID, pgbackrest-restore"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"boot", "dry-activate"})
  void letsPassWhatStartsNothing(String action) throws IOException {
    assertThat(check("'DIR/pgbackrest-restore' --stanza main", action, "activating"))
        .isEqualTo("passed\n");
  }

  @Test
  void refusesWhileABootstrapRestores() throws IOException {
    assertThat(check("true", "switch", "activating"))
        .isEqualTo(
            REFUSAL.formatted(
                "pgbackrest-bootstrap.service, before PostgreSQL starts; to follow it: journalctl"
                    + " --follow --unit=pgbackrest-bootstrap.service"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--stanza=main --log-level-console=info restore | refused",
        "--stanza=restore backup                        | passed",
        "--stanza=main --pg1-path=/drill restore        | passed",
      })
  void tellsARestoreByHandFromOtherCommands(String arguments, String outcome) throws IOException {
    String process = "exec -a /bin/pgbackrest '%s' 'DIR/wait' %s".formatted(BASH, arguments);

    assertThat(check("'" + BASH + "' -c \"" + process + "\"", "switch", "inactive"))
        .isEqualTo(
            outcome.equals("refused")
                ? REFUSAL.formatted("process PID, pgbackrest restore")
                : "passed\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--beside /srv/beside --target x", "--stanza main --beside=/srv/beside"})
  void letsPassWhatIsRestoredBeside(String arguments) throws IOException {
    assertThat(check("'DIR/pgbackrest-restore' " + arguments, "switch", "inactive"))
        .isEqualTo("passed\n");
  }

  /** Returns what the check says while a process runs; its number is left out. */
  private String check(String process, String action, String state) throws IOException {
    executable("pgbackrest-restore", "#!%s\n. '%s/wait'\n".formatted(BASH, scratch));
    executable("systemctl", "#!%s\necho %s\n".formatted(BASH, state));
    executable("wait", "echo there > '%1$s/there'\nread -r _ < '%1$s/hold'\n".formatted(scratch));
    String script =
        """
        cd 'DIR'
        mkfifo there hold
        PROCESS & process=$!
        [ WAITS = false ] || read -r _ < there
        if SYSTEMCTL='DIR/systemctl' BOOTSTRAPS=pgbackrest-bootstrap.service \\
          'BASH' -euo pipefail 'CHECK' /new ACTION; then
          echo passed
        else
          echo refused
        fi | sed "s/process $process,/process PID,/"
        """
            .replace("WAITS", Boolean.toString(!process.equals("true")))
            .replace("PROCESS", process)
            .replace("BASH", BASH.toString())
            .replace("CHECK", CHECK.toString())
            .replace("ACTION", action)
            .replace("DIR", scratch.toString());
    Path file = Files.writeString(scratch.resolve("test"), script);
    return Command.of(
            UNSHARE.toString(),
            "--user",
            "--map-root-user",
            "--pid",
            "--fork",
            "--kill-child",
            "--mount-proc",
            BASH.toString(),
            file.toString())
        .run()
        .succeeded();
  }

  private void executable(String name, String text) throws IOException {
    Path file = Files.writeString(scratch.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
