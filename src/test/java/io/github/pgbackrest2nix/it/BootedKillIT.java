package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Command;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.Json;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.RequiredTool;
import io.github.pgbackrest2nix.testing.S3Server;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rendered units that are killed at moments that nobody has chosen leave nothing broken. {@code
 * -Dkill.seed=N} tries the moments of another run again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BootedKillIT {
  static final class TrixieIT extends BootedKillIT {
    TrixieIT(@TempDir Path scratch) throws IOException {
      super(DebianRoot.TRIXIE, scratch);
    }
  }

  static final class SidIT extends BootedKillIT {
    SidIT(@TempDir Path scratch) throws IOException {
      super(DebianRoot.SID, scratch);
    }
  }

  private static final String CREDENTIALS = "pgbackrest-credentials.service";
  private static final String METRICS = "pgbackrest-metrics.service";
  private static final String INCLUDED = "/run/pgbackrest-conf.d";
  private static final String TEXTFILES = "/var/lib/node_exporter/textfile_collector";

  /** How many kills must hit a process. */
  private static final int KILLS = 3;

  private static final int MOST_TRIES = 60;

  private final long seed = Long.getLong("kill.seed", System.nanoTime());
  private final BootedHost host;
  private final SystemdBox box;

  BootedKillIT(DebianRoot root, Path scratch) throws IOException {
    host = BootedHost.prepare(root, scratch);
    box = host.box();
  }

  @BeforeAll
  void boot() {
    host.bootWithoutPauses();
    box.run("systemctl", "stop", "pgbackrest-metrics.timer").succeeded();
  }

  @AfterAll
  void shutDown() {
    host.close();
  }

  @ParameterizedTest
  @CsvSource({"1, pgbackrest-full-backup-nas.service", "2, pgbackrest-full-backup-r2.service"})
  void aBackup(int repo, String unit) {
    var moments = new Moments(new Random(seed + repo), 800);
    while (moments.remain()) {
      moments.kill(unit);
      host.awaitEnd(unit);
      host.awaitEnd(METRICS);

      List<Object> before = labels(repo);
      box.run("systemctl", "reset-failed", unit);
      Outcome next = box.start(unit);

      assertThat(next.status()).as(moments + "\n" + box.journal(unit)).isZero();
      assertThat(labels(repo)).as(moments.toString()).last().isNotIn(before);
      assertThat(status(repo)).as(moments.toString()).isEqualTo("ok");
      assertThat(lockIsFree()).as(moments.toString()).isTrue();
    }
    assertThat(
            host.pgBackRest("--repo=" + repo, "--output=text", "--verbose", "verify").succeeded())
        .as(moments.toString())
        .contains("status: ok\n");
  }

  @Test
  void theCredentials() {
    var moments = new Moments(new Random(seed), 60);
    String old = credentials();
    for (int round = 1; moments.remain(); round++) {
      String key = "KEY" + "x".repeat(round);
      host.putSecret(key);
      box.run("systemctl", "stop", CREDENTIALS).succeeded();
      moments.kill(CREDENTIALS);
      host.awaitEnd(CREDENTIALS);
      String now = credentials();
      box.run("systemctl", "restart", CREDENTIALS).succeeded();
      String whole = credentials();

      assertThat(now).as(moments.toString()).isIn(old, whole);
      assertThat(whole).as(moments.toString()).contains("=" + key + "\n");
      assertThat(list(INCLUDED)).as(moments.toString()).isEqualTo("credentials.conf 440 root\n");
      old = whole;
    }
    host.putSecret(S3Server.KEY);
    box.run("systemctl", "restart", CREDENTIALS).succeeded();
    assertThat(host.archivesAll()).isTrue();
  }

  @Test
  void theCollector() {
    box.start(METRICS).succeeded();
    var moments = new Moments(new Random(seed), 1500);
    while (moments.remain()) {
      moments.kill(METRICS);
      host.awaitEnd(METRICS);
      isWhole(moments);
    }
    box.run("systemctl", "reset-failed", METRICS);
    box.start(METRICS).succeeded();
    isWhole(moments);
    assertThat(list(TEXTFILES)).as(moments.toString()).isEqualTo("pgbackrest.prom 644 postgres\n");
    assertThat(list("/var/lib/pgbackrest-metrics"))
        .as(moments.toString())
        .isEqualTo("state.json 600 postgres\n");
  }

  /** Starts the unit, and kills one of its processes or all of them some time later. */
  private final class Moments {
    private final Random random;
    private final int most;
    private final StringBuilder said = new StringBuilder();
    private int tries;
    private int hits;

    Moments(Random random, int mostMilliseconds) {
      this.random = random;
      this.most = mostMilliseconds;
      said.append("killed with -Dkill.seed=").append(seed);
    }

    /** Whether there were not enough kills yet; so that chance alone cannot go on for ever. */
    boolean remain() {
      assertThat(++tries).as("tries, %s", this).isLessThanOrEqualTo(MOST_TRIES);
      return hits < KILLS;
    }

    void kill(String unit) {
      // So many starts at short intervals are the test's only.
      box.run("systemctl", "reset-failed", unit);
      box.run("systemctl", "start", "--no-block", unit).succeeded();
      int moment = random.nextInt(most);
      boolean all = random.nextBoolean();
      spin(moment);
      List<ProcessHandle> processes = box.processes(unit);
      if (processes.isEmpty()) {
        return;
      }
      hits++;
      ProcessHandle one = processes.get(random.nextInt(processes.size()));
      (all ? processes : List.of(one)).forEach(ProcessHandle::destroyForcibly);
      said.append(
          "\n%s after %d ms, %s of %d"
              .formatted(unit, moment, all ? "all" : "one", processes.size()));
    }

    /** Work instead of sleep, so that the moment does not depend on who else is awake. */
    private static void spin(int milliseconds) {
      long end = System.nanoTime() + milliseconds * 1_000_000L;
      while (System.nanoTime() - end < 0) {
        Thread.onSpinWait();
      }
    }

    @Override
    public String toString() {
      return said.toString();
    }
  }

  private void isWhole(Moments moments) {
    String check = "\"$1\" check metrics <\"$2\"";
    Path file = box.path(TEXTFILES + "/pgbackrest.prom");
    Outcome outcome =
        Command.of(
                "sh", "-c", check, "sh", RequiredTool.find("promtool").toString(), file.toString())
            .run();

    // 3 is its opinion on names; 1 would be a file that is no exposition.
    assertThat(outcome.status()).as(moments + "\n" + outcome).isIn(0, 3);
    assertThat(box.read(TEXTFILES + "/pgbackrest.prom"))
        .as(moments.toString())
        .contains("\npgbackrest_collection_success{");
  }

  private boolean lockIsFree() {
    return box.run("flock", "--nonblock", "/run/pgbackrest/main.jobs", "true").status() == 0;
  }

  /** Oldest first. */
  private List<Object> labels(int repo) {
    return new BackupInfo(info(repo))
        .backups().stream().map(backup -> BackupInfo.at(backup, "label")).toList();
  }

  private String info(int repo) {
    return host.pgBackRest("--repo=" + repo, "--output=json", "info").succeeded();
  }

  private String status(int repo) {
    Object stanzas = Objects.requireNonNull(Json.read(info(repo)));
    Object stanza = ((List<?>) stanzas).get(0);
    return "" + BackupInfo.at(BackupInfo.at(stanza, "status"), "message");
  }

  private String credentials() {
    return box.read(INCLUDED + "/credentials.conf");
  }

  /** Names, modes and owners of what a folder holds. */
  private String list(String folder) {
    return box.run("find", folder, "-type", "f", "-printf", "%f %m %u\\n").succeeded();
  }
}
