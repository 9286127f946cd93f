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

  /** The second assertion has what shells, systemd and psql would read as theirs. */
  private static final String DEMANDS =
      """
      pick: random, pointInTime: true, settings: { work_mem: 8MB }, assertions: [
            { database: "odd = 'name' %n", sql: show work_mem, expect: 8MB },
            { database: postgres, sql: "select '\\\\! %n $(touch /tmp/x) `id`', count(*) > 9999 from t",
              expect: "\\\\! %n $(touch /tmp/x) `id`|t" },
            { database: postgres, sql: select not exists (select from t where i < 0), expect: true }]""";

  private final BootedHost host;
  private final SystemdBox box;

  BootedDrillIT(DebianRoot root, Path scratch) throws IOException {
    host =
        BootedHost.prepare(
            root,
            scratch,
            text ->
                text.replace("{ rpo: 5m,", "{ rpo: 5m, rto: 1h,")
                    .replace(
                        "nas: { calendar: \"Sat 09:00\" }",
                        "nas: { calendar: \"Sat 09:00\", " + DEMANDS + " }")
                    .replace(
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
    awaitMetrics(
        "pgbackrest_restore_drill_last_success_timestamp_seconds{hostname=\"forge\","
            + "repo=\"repo1\",stanza=\"main\"} "
            + seconds(result(NAS), "lastSuccess"));
    // A restore empties the spool that it sees.
    assertThat(box.path("/var/spool/pgbackrest/archive/main/out")).isNotEmptyDirectory();
  }

  private void awaitMetrics(String sample) {
    Await.until(
        "the collector tells of it",
        SOON,
        () -> Files.exists(box.path(METRICS)) && box.read(METRICS).contains(sample));
  }

  @Test
  void measuresAndRecordsWhatItProves() {
    Map<?, ?> result = succeed(NAS);

    assertThat(number(result, "restore"))
        .isPositive()
        .isLessThanOrEqualTo(number(result, "end") - number(result, "start"));
    assertThat(number(result, "lost")).isNotNegative();
    assertThat(result.get("reached")).isEqualTo(result.get("last"));
    assertThat(number(result, "databases")).isEqualTo(3);
    assertThat(number(result, "assertions")).isEqualTo(3);
    assertThat(box.journal(service(NAS))).contains("all 3 assertions hold", "going back to 20");
    assertThat(newestRecord()).isEqualTo(box.read(STATE + NAS + ".json"));
    assertThat(box.read(STATE + "REGISTER.md"))
        .contains("| main | nas | " + result.get("backup") + " | success | ");
    awaitMetrics(
        "pgbackrest_restore_drill_restore_seconds{hostname=\"forge\",repo=\"repo1\","
            + "stanza=\"main\"} "
            + seconds(result, "restore"));
    assertThat(box.read(METRICS))
        .contains("pgbackrest_rto_promised_seconds{hostname=\"forge\",stanza=\"main\"} 3600.0");
  }

  @Test
  void namesTheAssertionThatDoesNotHold() {
    Map<?, ?> before = succeeded(NAS);
    host.query("insert into t values (-1)");
    assertThat(host.archivesAll()).isTrue();
    try {
      assertThat(box.start(service(NAS)).status()).isEqualTo(1);

      assertThat(result(NAS).get("reason"))
          .isEqualTo(
              "assertion 3 does not hold: expected \"t\", but it is \"f\": select not exists (select"
                  + " from t where i < 0)");
    } finally {
      host.query("delete from t where i < 0");
      assertThat(host.archivesAll()).isTrue();
    }

    failed(NAS, before);
  }

  @Test
  void namesTheSegmentThatCannotBeRead() {
    Map<?, ?> before = succeeded(NAS);
    Path segment = segmentInTheMiddle();
    box.run("chmod", "0", "/" + box.path("/").relativize(segment)).succeeded();
    try {
      assertThat(box.start(service(NAS)).status()).isEqualTo(1);

      assertThat(result(NAS).get("reason"))
          .isEqualTo(
              "WAL segment %s could not be read from repo1, so recovery stopped; pgBackRest's messages"
                      .formatted(name(segment))
                  + " are above");
    } finally {
      box.run("chmod", "0640", "/" + box.path("/").relativize(segment)).succeeded();
    }

    failed(NAS, before);
  }

  @Test
  void namesTheSegmentThatIsMissing() throws IOException {
    Map<?, ?> before = succeeded(NAS);
    Path segment = segmentInTheMiddle();
    Path away = segment.resolveSibling("away");
    Files.move(segment, away);
    try {
      assertThat(box.start(service(NAS)).status()).isEqualTo(1);

      Map<?, ?> result = result(NAS);
      assertThat(result.get("reason"))
          .isEqualTo(
              "WAL is missing: recovery ended in %s, but repo1 had WAL up to %s; it is absent or"
                      .formatted(result.get("reached"), result.get("last"))
                  + " damaged from %s to %2$s".formatted(name(segment), result.get("last")));
    } finally {
      Files.move(away, segment);
    }

    failed(NAS, before);
  }

  /** A segment that is needed, with two after it. */
  private Path segmentInTheMiddle() {
    String needed = host.switchWal();
    assertThat(host.archivesAll()).isTrue();
    assertThat(host.archivesAll()).isTrue();
    String file =
        box.run("find", "/srv/nas/pgbackrest/archive/main", "-name", needed + "-*")
            .succeeded()
            .strip();
    return box.path(file);
  }

  private static String name(Path segment) {
    return segment.getFileName().toString().replaceFirst("-.*", "");
  }

  @Test
  void keepsNoSuccessWhereTheResultCannotBeWritten() {
    Map<?, ?> before = succeed(NAS);
    box.run("mkdir", STATE + NAS + ".json.new").succeeded();
    try {
      assertThat(box.start(service(NAS)).status()).isEqualTo(1);
      assertThat(box.journal(service(NAS)))
          .contains("the result of this drill could not be written, so it counts as failed");
    } finally {
      box.run("rmdir", STATE + NAS + ".json.new").succeeded();
    }

    failed(NAS, before);
  }

  @Test
  void recordsTheDrillThatWasCutOff() {
    succeed(NAS);
    // As a host leaves it that has lost its power.
    box.write(
        STATE + NAS + ".json.started",
        box.read(STATE + NAS + ".json")
            .replace("\"success\":true", "\"success\":false")
            .replace("\"reason\":null", "\"reason\":\"it was cut off\"")
            .replaceFirst("\"start\":[0-9]+", "\"start\":1000000000"));
    box.run("chown", "postgres", STATE + NAS + ".json.started").succeeded();
    box.run("systemctl", "start", "pgbackrest-metrics.service").succeeded();
    assertThat(box.read(METRICS))
        .contains(
            "pgbackrest_restore_drill_success{hostname=\"forge\",repo=\"repo1\",stanza=\"main\"} 0.0");

    succeed(NAS);

    assertThat(box.read(STATE + "records/2001-09-09T014640Z-nas.json")).contains("it was cut off");
    assertThat(box.read(STATE + "REGISTER.md"))
        .contains("| 2001-09-09T01:46:40Z | main | nas | ", " | FAILED: it was cut off | ");
    box.run("rm", STATE + "records/2001-09-09T014640Z-nas.json").succeeded();
  }

  private String newestRecord() {
    return box.read(
        STATE
            + "records/"
            + box.run("ls", STATE + "records")
                .succeeded()
                .lines()
                .reduce((a, b) -> b)
                .orElseThrow());
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
    assertThat(newestRecord()).contains("\"success\":false", "\"reason\":\"ended by signal;");
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

  /** The last result, after a drill if none has succeeded yet. */
  private Map<?, ?> succeeded(String drill) {
    if (Files.exists(box.path(STATE + drill + ".json"))
        && result(drill).get("lastSuccess") != null) {
      return result(drill);
    }
    return succeed(drill);
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
    return box.run(
            "find",
            STATE,
            ROOM,
            "-mindepth",
            "1",
            "-not",
            "-name",
            "*.json",
            "-not",
            "-name",
            "records",
            "-not",
            "-name",
            "REGISTER.md")
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
