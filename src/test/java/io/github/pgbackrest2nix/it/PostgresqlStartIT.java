package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Await;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.IsolatedRoot;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The part of {@code postgresql.service} that looks at the data directory, and at a recovery. */
final class PostgresqlStartIT {
  private static final Path SCRIPT = Path.of("templates/postgresql-start.sh");
  private static final String DATA = "/var/lib/postgresql/data";
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void refusesTheClusterOfAnotherVersion() throws IOException {
    try (IsolatedRoot machine = machine()) {
      version(machine, "/srv/one", "16");

      assertThat(before(machine, "/srv/one", "16")).isEmpty();
      assertThat(before(machine, "/srv/one", "17"))
          .isEqualTo(
              """
              /srv/one holds a cluster of PostgreSQL 16, and what is described and installed is 17
              PostgreSQL is not started; see RUNBOOK.md, Upgrade
              """);
    }
  }

  @Test
  void refusesAnEmptyDirectoryBesideTheClusterOfAnotherVersion() throws IOException {
    try (IsolatedRoot machine = machine()) {
      version(machine, "/srv/a b/16/main", "16");
      machine.run("mkdir", "-p", "/srv/a b/17/main", "/srv/a b/17x/17", "/srv/17").succeeded();
      String refused =
          """
          /srv/a b/17/main is empty, and /srv/a b/16/main holds a cluster of PostgreSQL 16: NixOS \
          would make an empty cluster. To have an empty one, make it with initdb
          PostgreSQL is not started; see RUNBOOK.md, Upgrade
          """;

      assertThat(before(machine, "/srv/a b/17/main", "17")).isEqualTo(refused);
      assertThat(before(machine, "/srv/a b/17/main", "17", "/srv/other")).isEqualTo(refused);
      assertThat(before(machine, "/srv/a b/17/main", "17", "/srv/a b/16/main")).isEmpty();
      assertThat(before(machine, "/srv/a b/17/other", "17")).isEmpty();
      assertThat(before(machine, "/srv/a b/17x/17", "17")).isEmpty();
      assertThat(before(machine, "/srv/17", "17")).isEmpty();
      assertThat(before(machine, "/srv/none", "17")).isEmpty();
    }
  }

  /** In the middle of a recovery, as NixOS runs them up to 25.05, set-up statements fail. */
  @Test
  void setUpStatementsComeAfterARecovery() throws IOException {
    DebianRoot root = DebianRoot.TRIXIE;
    try (IsolatedRoot machine = machine();
        PostgresCluster cluster = PostgresCluster.create(machine, root, DATA, 5432)) {
      assertThat(start(machine, List.of("after", DATA, "5432")).status()).isZero();
      slowRecovery(machine, cluster);
      String control = "/usr/lib/postgresql/" + cluster.major() + "/bin/pg_ctl";
      machine
          .runAs("postgres", List.of(control, "-D", DATA, "-w", "-l", "/tmp/log", "start"))
          .succeeded();
      assertThat(cluster.query("select pg_is_in_recovery()")).isEqualTo("t");

      String server = machine.read(DATA + "/postmaster.pid").lines().findFirst().orElseThrow();
      CompletableFuture<Outcome> waiting =
          CompletableFuture.supplyAsync(
              () -> start(machine, List.of("after", DATA, "5432"), "MAINPID=" + server));
      Await.until(
          "it has asked PostgreSQL and waits",
          SOON,
          () -> machine.run("pgrep", "--full", "--exact", "sleep 1").status() == 0);
      assertThat(waiting).isNotDone();
      machine.write("/tmp/end-of-wal", "");

      assertThat(waiting.join().status()).isZero();
      assertThat(cluster.query("create role app; select 'made'")).isEqualTo("made");
    }
  }

  @Test
  void waitsForNoServerThatHasEnded() throws IOException {
    try (IsolatedRoot machine = machine()) {
      machine.write(DATA + "/recovery.signal", "");

      Outcome outcome = start(machine, List.of("after", DATA, "5432"), "MAINPID=4194304");

      assertThat(outcome.status()).isEqualTo(1);
    }
  }

  /**
   * A cluster that is consistent as soon as it has replayed its own WAL, and then waits for more.
   */
  private static void slowRecovery(IsolatedRoot machine, PostgresCluster cluster) {
    cluster.start();
    cluster.stop();
    cluster.configure(
        Map.of(
            "restore_command",
            "case %f in *.history) exit 1 ;; esac;"
                + " while [ ! -e /tmp/end-of-wal ]; do sleep 0.1; done; exit 1"));
    machine.run("install", "-o", "postgres", "/dev/null", DATA + "/recovery.signal").succeeded();
  }

  private static IsolatedRoot machine() throws IOException {
    IsolatedRoot machine = IsolatedRoot.over(DebianRoot.TRIXIE);
    machine.write("/postgresql-start.sh", Files.readString(SCRIPT));
    return machine;
  }

  private static void version(IsolatedRoot machine, String directory, String version) {
    machine.write(directory + "/PG_VERSION", version + "\n");
  }

  /** What it says; nothing where PostgreSQL may start. */
  private static String before(IsolatedRoot machine, String... arguments) {
    List<String> all = new ArrayList<>(List.of("before"));
    all.addAll(List.of(arguments));
    Outcome outcome = start(machine, all);
    assertThat(outcome.status()).isEqualTo(outcome.errors().isEmpty() ? 0 : 1);
    return outcome.errors();
  }

  private static Outcome start(
      IsolatedRoot machine, List<String> arguments, String... environment) {
    List<String> command = new ArrayList<>(List.of("env"));
    command.addAll(List.of(environment));
    command.addAll(List.of("bash", "/postgresql-start.sh"));
    command.addAll(arguments);
    return machine.runAs("postgres", command);
  }
}
