package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real child processes that behave in every way that pgBackRest might. */
@Timeout(60)
class PgBackRestIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofSeconds(2);

  private final Path folder;

  PgBackRestIT(@TempDir Path folder) {
    this.folder = folder;
  }

  private PgBackRest script(String body, Duration timeout) throws IOException {
    return new PgBackRest(Script.write(folder, body), timeout);
  }

  private InfoFailedException failure(String body, Duration timeout) throws IOException {
    PgBackRest source = script(body, timeout);
    return catchThrowableOfType(InfoFailedException.class, () -> source.all(each -> each));
  }

  @Test
  void asksForEverythingWithoutNamingAStanza() throws IOException {
    Path arguments = folder.resolve("arguments");

    List<StanzaInfo> stanzas =
        script("echo \"$@\" > '" + arguments + "'; echo '[]'", LONG).all(each -> each);

    assertThat(stanzas).isEmpty();
    assertThat(arguments)
        .hasContent("--log-level-console=off --log-level-stderr=error --output=json info");
  }

  @Test
  void asksForOneStanzaInOneRepository() throws IOException {
    Path arguments = folder.resolve("arguments");

    script("printf '%s\\n' \"$@\" > '" + arguments + "'; echo '[]'", LONG)
        .one(new RepoId("a b", 12), each -> each);

    assertThat(arguments)
        .content()
        .isEqualTo(
            """
            --log-level-console=off
            --log-level-stderr=error
            --output=json
            --stanza=a b
            --repo=12
            info
            """);
  }

  @Test
  void givesItNothingToReadAndNoVariableThatPgBackRestWouldTakeForAnOption() throws IOException {
    Path seen = folder.resolve("seen");

    script("cat > '" + seen + "'; env | grep -c ^PGBACKREST >> '" + seen + "'; echo '[]'", LONG)
        .all(each -> each);

    assertThat(seen).hasContent("0");
  }

  @Test
  void readsPastWarningsAndAnExitStatusThatMeansNothing() throws IOException {
    Path recording = Recordings.file("2.60", "two-repos");
    String body =
        "echo 'P00   WARN: configuration file contains invalid option x'\ncat '%s'\nexit 37\n";

    assertThat(script(body.formatted(recording), LONG).all(each -> each)).hasSize(1);
  }

  @Test
  void reportsStatusAndMessagesOfAFailure() throws IOException {
    String body = "echo 'P00  ERROR: [037]: no key'\necho 'and more' >&2\nexit 37\n";

    InfoFailedException failure = failure(body, LONG);

    assertThat(failure.isTimedOut()).isFalse();
    assertThat(failure.reason())
        .isEqualTo(
            """
            pgbackrest wrote no JSON (exit status 37)
            P00  ERROR: [037]: no key
            and more""");
  }

  @Test
  void reportsOnlyTheBeginningOfEndlessMessages() throws IOException {
    InfoFailedException failure = failure("seq 1 1000000 >&2; exit 1", LONG);

    assertThat(failure.reason())
        .isEqualTo("pgbackrest wrote no JSON (exit status 1)\n1\n2\n3\n4\n5");
  }

  @Test
  void refusesAnAnswerThatBreaksOff() throws IOException {
    Path recording = Recordings.file("2.55", "two-repos");

    InfoFailedException failure = failure("head -c 700 '" + recording + "'", LONG);

    assertThat(failure.reason())
        .startsWith("the answer of pgbackrest is not valid JSON: Unexpected end-of-input")
        .endsWith("(exit status 0)");
  }

  @Test
  void stopsAnEndlessAnswer() throws IOException {
    Path pid = folder.resolve("pids");

    InfoFailedException failure =
        failure("echo $$ > '" + pid + "'; echo '['; exec yes '{},'", LONG);

    assertThat(failure.isTimedOut()).isFalse();
    assertThat(failure.reason()).startsWith("a stanza in the answer lacks \"name\"");
    assertThat(leftovers(pid)).isEmpty();
  }

  @Test
  void stopsAnAnswerThatIsLargerThanTheLimit() throws IOException {
    Path pid = folder.resolve("pids");

    InfoFailedException failure =
        failure("echo $$ > '" + pid + "'; echo '['; exec cat /dev/zero | tr '\\0' ' '", LONG);

    assertThat(failure.reason()).contains("pgbackrest wrote more than 64 MiB");
    assertThat(leftovers(pid)).isEmpty();
  }

  @Test
  void killsEverythingThatAHangingCallStarted() throws IOException {
    Path pids = folder.resolve("pids");
    // A child that ignores SIGTERM as its parent does, its own child, and one whose parent is gone
    // and which has left the session.
    String body =
        """
        trap '' TERM HUP
        PIDS='%s'
        echo $$ >> "$PIDS"
        sh -c 'echo $$ >> "'"$PIDS"'"; sleep 600 & echo $! >> "'"$PIDS"'"; wait; sleep 600' &
        (setsid sh -c 'echo $$ >> "'"$PIDS"'"; exec sleep 600' &)
        echo 'so far so good' >&2
        sleep 600
        sleep 600
        """
            .formatted(pids);

    InfoFailedException failure = failure(body, SHORT);

    assertThat(failure.isTimedOut()).isTrue();
    assertThat(failure.reason()).isEqualTo("pgbackrest did not end within 2000 ms\nso far so good");
    assertThat(Files.readAllLines(pids)).hasSize(4);
    assertThat(leftovers(pids)).isEmpty();
  }

  @Test
  void timesOutIfTheAnswerIsThereButTheEndIsNot() throws IOException {
    Path pid = folder.resolve("pids");
    String body = "echo $$ > '" + pid + "'; echo '[]'; exec sleep 600 >&- 2>&-";

    assertThat(failure(body, SHORT).isTimedOut()).isTrue();
    assertThat(leftovers(pid)).isEmpty();
  }

  @Test
  void isNotHeldUpByAGrandchildThatKeepsThePipeOpen() throws IOException {
    // Java may notice the end of the child before or after it waits for more output: then the
    // answer is taken, or the time is up.
    Path pid = folder.resolve("pid");
    PgBackRest source = script("echo '[]'; sleep 600 & echo $! > '" + pid + "'", SHORT);
    try {
      assertThat(source.all(each -> each)).isEmpty();
    } catch (InfoFailedException e) {
      assertThat(e.isTimedOut()).isTrue();
      assertThat(leftovers(pid)).isEmpty();
    } finally {
      ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void reportsAProgramThatCannotBeStarted() throws IOException {
    Path missing = folder.resolve("missing");
    PgBackRest source = new PgBackRest(missing, LONG);

    InfoFailedException failure =
        catchThrowableOfType(InfoFailedException.class, () -> source.all(each -> each));

    assertThat(failure.isTimedOut()).isFalse();
    assertThat(failure.reason())
        .startsWith("pgbackrest cannot be started: ")
        .contains(missing.toString());
  }

  /**
   * Returns which of the processes in the file still run; one that waits for its burial does not.
   */
  private static List<String> leftovers(Path pids) throws IOException {
    return Files.readAllLines(pids).stream().filter(PgBackRestIT::runs).toList();
  }

  private static boolean runs(String pid) {
    try {
      String status = Files.readString(Path.of("/proc", pid, "stat"));
      return status.charAt(status.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false;
    }
  }
}
