package io.github.pgbackrest2nix.it;

import static io.github.pgbackrest2nix.it.BootedHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Await;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.Json;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The rendered restore drills on a real systemd, where they succeed and where they must not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
abstract class BootedDrillIT {
  static final class TrixieIT extends BootedDrillIT {
    TrixieIT(@TempDir Path scratch) throws IOException {
      super(DebianRoot.TRIXIE, scratch);
    }
  }

  static final class SidIT extends BootedDrillIT {
    SidIT(@TempDir Path scratch) throws IOException {
      super(DebianRoot.SID, scratch);
    }
  }

  private static final String NAS = "pgbackrest-restore-drill-nas";
  private static final String R2 = "pgbackrest-restore-drill-r2";
  private static final String METRICS = "/var/lib/node_exporter/textfile_collector/pgbackrest.prom";
  private static final String STATE = "/var/lib/pgbackrest-drill/";

  /** Where the drill of the object store restores to, instead of the default. */
  private static final String ROOM = "/mnt/room";

  private final BootedHost host;
  private final SystemdBox box;

  BootedDrillIT(DebianRoot root, Path scratch) throws IOException {
    host =
        BootedHost.prepare(
            root,
            scratch,
            text ->
                text.replace(
                    "r2: { calendar: \"Sun 10:00\" }",
                    "r2: { calendar: \"Sun 10:00\", directory: " + ROOM + " }"));
    box = host.box();
  }

  @BeforeAll
  void boot() {
    host.bootWithoutPauses();
    host.query("create database \"odd = 'name' %n\"");
    host.query("create table t as select generate_series(1, 10000) as i");
    host.query("create index on t (i)");
    box.start("pgbackrest-full-backup.service").succeeded();
    host.query("insert into t values (0)");
    assertThat(host.archivesAll()).isTrue();
  }

  @AfterAll
  void shutDown() {
    host.close();
  }

  @BeforeEach
  void nothingHasFailed() {
    box.run("systemctl", "reset-failed").succeeded();
    host.alarms();
  }

  @Test
  void provesThatEveryRepositoryRestoresOneAfterTheOther() {
    box.run("systemctl", "start", "--no-block", service(NAS), service(R2)).succeeded();
    host.awaitEnd(service(NAS));
    host.awaitEnd(service(R2));

    assertThat(box.property(service(NAS), "Result"))
        .as(box.journal(service(NAS)))
        .isEqualTo("success");
    assertThat(box.property(service(R2), "Result"))
        .as(box.journal(service(R2)))
        .isEqualTo("success");
    List<Map<?, ?>> results =
        Stream.of(result(NAS), result(R2))
            .<Map<?, ?>>map(each -> each)
            .sorted(Comparator.comparing(each -> number(each, "start")))
            .toList();
    assertThat(number(results.get(1), "start"))
        .isGreaterThanOrEqualTo(number(results.get(0), "end") - 1);
    for (Map<?, ?> each : results) {
      assertThat(each.get("success")).isEqualTo(true);
      assertThat(number(each, "lastSuccess")).isEqualTo(number(each, "end"));
    }
    assertThat(box.journal(service(NAS)))
        .contains("read 3 databases; the last transaction was at 20");
    assertThat(box.journal(service(NAS))).doesNotContain("without amcheck");
    assertThat(leftovers()).isEmpty();
    assertThat(host.alarms()).isEmpty();
    Await.until(
        "the collector tells of it",
        SOON,
        () ->
            Files.exists(box.path(METRICS))
                && box.read(METRICS)
                    .contains(
                        "pgbackrest_restore_drill_last_success_timestamp_seconds{hostname=\"forge\","
                            + "repo=\"repo1\",stanza=\"main\"} "
                            + seconds(result(NAS), "lastSuccess")));
    // A restore empties the spool that it sees.
    assertThat(box.path("/var/spool/pgbackrest/archive/main/out")).isNotEmptyDirectory();
  }

  @Test
  void failsOnARepositoryThatIsDamaged() throws IOException {
    Path file = largestFile(box.path("/srv/nas/pgbackrest/backup/main"));
    byte[] good = Files.readAllBytes(file);
    byte[] damaged = good.clone();
    damaged[damaged.length / 2] ^= 0x55;
    Map<?, ?> before = succeed(NAS);
    Files.write(file, damaged);
    try {
      assertThat(box.start(service(NAS)).status()).isEqualTo(1);
    } finally {
      Files.write(file, good);
    }

    failed(NAS, before);
  }

  @Test
  void failsWhereThereIsNoRoom() {
    Map<?, ?> before = succeed(R2);
    withRoom(
        "size=16m",
        () -> {
          assertThat(box.start(service(R2)).status()).isEqualTo(1);
          assertThat(box.journal(service(R2)))
              .contains("no room for the drill: " + ROOM + "/" + R2 + " has 1");
        });

    failed(R2, before);
  }

  @Test
  void failsWhereRoomRunsOut() {
    Map<?, ?> before = succeed(R2);
    withRoom(
        "size=1g,nr_inodes=200",
        () -> {
          assertThat(box.start(service(R2)).status()).isEqualTo(1);
          assertThat(box.journal(service(R2))).contains("No space left on device");
        });

    failed(R2, before);
  }

  @Test
  void saysThatItWasKilled() {
    Map<?, ?> before = succeed(NAS);
    kill("--kill-whom=main");

    assertThat(box.property(service(NAS), "Result")).isEqualTo("signal");
    failed(NAS, before);
  }

  @Test
  void tidiesUpAfterOneThatCouldNot() {
    kill("--kill-whom=all");

    succeed(NAS);

    assertThat(leftovers()).isEmpty();
  }

  private void kill(String whom) {
    box.run("systemctl", "start", "--no-block", service(NAS)).succeeded();
    Await.until("it restores", SOON, () -> Files.exists(box.path(STATE + NAS + "/data/base")));
    box.run("systemctl", "kill", "--signal=KILL", whom, service(NAS)).succeeded();
    host.awaitEnd(service(NAS));
  }

  @Test
  void leavesAloneWhatItHasNotMade() {
    Map<?, ?> before = succeed(NAS);
    box.write(STATE + NAS + "/precious", "data\n");
    try {
      assertThat(box.start(service(NAS)).status()).isEqualTo(1);

      assertThat(box.read(STATE + NAS + "/precious")).isEqualTo("data\n");
      assertThat(box.journal(service(NAS))).contains("was not made by a restore drill");
    } finally {
      box.run("rm", "-r", STATE + NAS).succeeded();
    }

    failed(NAS, before);
  }

  private Map<?, ?> succeed(String drill) {
    Outcome outcome = box.start(service(drill));
    assertThat(outcome.status()).as(box.journal(service(drill))).isZero();
    return result(drill);
  }

  private void failed(String drill, Map<?, ?> before) {
    Map<?, ?> after = result(drill);
    assertThat(after.get("success")).as(box.journal(service(drill))).isEqualTo(false);
    assertThat(after.get("lastSuccess")).isEqualTo(before.get("lastSuccess"));
    assertThat(number(after, "end")).isGreaterThanOrEqualTo(number(before, "end"));
    assertThat(leftovers()).isEmpty();
    Await.until("the alarm has gone off", SOON, () -> host.alarms().contains(service(drill)));
    Await.until(
        "metrics were collected",
        SOON,
        () -> box.property("pgbackrest-metrics.service", "Result").equals("success"));
  }

  private void withRoom(String options, Runnable test) {
    box.run("mount", "-t", "tmpfs", "-o", options + ",uid=postgres", "tmpfs", ROOM).succeeded();
    try {
      test.run();
    } finally {
      box.run("umount", ROOM).succeeded();
    }
  }

  /** What lies where drills restore to, but for their results. */
  private List<String> leftovers() {
    return box.run("find", STATE, ROOM, "-mindepth", "1", "-not", "-name", "*.json")
        .succeeded()
        .lines()
        .toList();
  }

  private Map<?, ?> result(String drill) {
    return (Map<?, ?>) Objects.requireNonNull(Json.read(box.read(STATE + drill + ".json")));
  }

  /** As the exposition writes it. */
  private static String seconds(Map<?, ?> result, String name) {
    return Double.toString((double) number(result, name));
  }

  private static long number(Map<?, ?> result, String name) {
    return ((Number) Objects.requireNonNull(result.get(name), name)).longValue();
  }

  private static Path largestFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().contains("/pg_data/base/"))
          .filter(Files::isRegularFile)
          .max(
              Comparator.comparing((Path file) -> file.toFile().length())
                  .thenComparing(file -> file))
          .orElseThrow();
    }
  }

  private static String service(String drill) {
    return drill + ".service";
  }
}
