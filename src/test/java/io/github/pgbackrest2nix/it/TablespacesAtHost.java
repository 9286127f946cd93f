package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Outcome;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Restores of a cluster with three tablespaces: in a directory, on a mount point, and one that is
 * newer than the backup.
 */
record TablespacesAtHost(PersonAtHost at, String data) {
  private static final String FAST = "/srv/fast";
  private static final String DISK = "/srv/disk";
  private static final String LATE = "/srv/late";
  private static final String ALL = "30000|30000|30000";
  private static final String EARLIER = "20000|20000|10";

  void goThroughRestores() {
    String moment = writeHistory();
    String label = at.label(lastBackup());
    stop();
    refuseWhatCannotBeDone(label);
    changeNothingInADryRun(label);
    rehearseWithoutADataDirectory(label);
    restoreAMomentAndGoBack(moment);
    failInTheMiddleAndGoBack(label);
    goBackAsTheRunbookSays(label);
    restoreByHand();
    restoreElsewhere(label);
    restoreInPlace(moment);
  }

  /** Returns a moment at which the youngest tablespace was there, and had ten rows. */
  private String writeHistory() {
    at.box().run("install", "-d", "-o", "postgres", FAST, DISK, LATE).succeeded();
    at.box().run("mount", "--bind", DISK, DISK).succeeded();
    at.box()
        .write(
            "/etc/systemd/system/postgresql.service.d/tablespaces.conf",
            "[Service]\nReadWritePaths=/srv\n");
    at.box().run("systemctl", "daemon-reload").succeeded();
    at.box().run("systemctl", "restart", "postgresql.service").succeeded();
    create("fast", FAST, 20_000);
    create("disk", DISK, 20_000);
    at.box().start("pgbackrest-full-backup-nas.service").succeeded();
    create("late", LATE, 10);
    String moment = at.momentAfterABackup();
    for (String table : List.of("fast", "disk", "late")) {
      at.host()
          .query(
              "insert into %1$s select generate_series((select count(*) + 1 from %1$s), 30000)"
                  .formatted(table));
    }
    at.host().query("checkpoint");
    assertThat(at.host().archivesAll()).isTrue();
    assertThat(rows()).isEqualTo(ALL);
    return moment;
  }

  private void create(String name, String place, int rows) {
    at.host().query("create tablespace %s location '%s'".formatted(name, place));
    at.host()
        .query(
            "create table %1$s tablespace %1$s as select generate_series(1, %2$d) as i"
                .formatted(name, rows));
  }

  private void refuseWhatCannotBeDone(String label) {
    String before = tree();
    String version = version(FAST);
    during("mv FAST FAST.x", "mv FAST.x FAST", "tablespace fast belongs in " + FAST + ", which is");
    during(
        "mv LATE LATE.x",
        "mv LATE.x LATE",
        "a tablespace newer than backup " + label + " was in " + LATE + ", which is not there");
    during(
        "chown root FAST", "chown postgres FAST", FAST + " belongs to root; pgBackRest restores");
    during(
        "mount --bind VERSION VERSION".replace("VERSION", version),
        "umount " + version,
        version + " is a mount point and cannot move away");
    during(
        "mount --bind VERSION/* VERSION/*".replace("VERSION", version),
        "umount " + version + "/*",
        version + " has a mount point in it, ");
    during(
        "mount -t tmpfs -o size=256k,uid=$(id -u postgres) none FAST",
        "umount FAST",
        "no room in " + FAST + ": 256KiB free, ");
    String map = "--tablespace-map=fast=";
    refused("backup " + label + " has no tablespace slow; it has: ", "--tablespace-map=slow=/x");
    refused(data + "/x is in a data directory, " + data, map + data + "/x");
    refused(DISK + " is in a tablespace, " + DISK, map + DISK);
    refused("a tablespace, " + FAST + ", is in /srv", map + "/srv");
    refused("/srv/none is not there: is its file system mounted?", map + "/srv/none/fast");
    refused("not a directory for tablespace fast: \"/srv/a b\"", map + "/srv/a b");
    refused(
        "two tablespaces cannot be in one directory, /srv/new",
        map + "/srv/new",
        "--tablespace-map=disk=/srv/new");
    assertThat(at.run("--yes", "--tablespace-map=fast").errors())
        .startsWith("not a tablespace and its directory: \"fast\"; NAME=/DIRECTORY\n");
    assertThat(at.run("--yes", map + "/srv/a", map + "/srv/b").status()).isEqualTo(2);
    assertThat(tree()).isEqualTo(before);
  }

  private void during(String before, String after, String reason) {
    shell(before);
    Outcome outcome = at.run("--yes", "--repo=nas", "--timeline=current");
    shell(after);
    assertThat(outcome.errors()).startsWith("refused: " + reason);
    assertThat(outcome.status()).isEqualTo(1);
  }

  private void shell(String command) {
    at.box().run("sh", "-ec", command.replace("FAST", FAST).replace("LATE", LATE)).succeeded();
  }

  private void refused(String reason, String... arguments) {
    Outcome outcome =
        run(Stream.concat(Stream.of("--repo=nas", "--timeline=current"), Stream.of(arguments)));
    assertThat(outcome.errors()).startsWith("refused: " + reason);
    assertThat(outcome.status()).isEqualTo(1);
  }

  private void changeNothingInADryRun(String label) {
    String before = tree();

    String said =
        at.run("--dry-run", "--set", label, "--timeline=current", "--tablespace-map=disk=/srv/new")
            .succeeded();

    assertThat(tree()).isEqualTo(before);
    String late = version(LATE);
    String fast = version(FAST);
    assertThat(said)
        .contains(
            "  into   " + FAST + ", tablespace fast\n", "  into   /srv/new, tablespace disk\n")
        .contains("  clears " + LATE + ", of a tablespace that is newer than the backup\n")
        .containsPattern("\n  keeps  %1$s, as %1$s\\.old-\\w+\n".formatted(late))
        .containsPattern(
            """

              sudo -u postgres mv -T %1$s %1$s\\.old-(\\w+)
              sudo -u postgres mv -T %2$s %2$s\\.old-\\1
              install -d -o postgres -g postgres -m 0700 /srv/new
              sudo -u postgres pgbackrest .* --tablespace-map=disk=/srv/new .*
            $"""
                .formatted(fast, late));
  }

  /** What the old data directory would have told of. */
  private void rehearseWithoutADataDirectory(String label) {
    String line = "note: without a data directory nothing tells of tablespaces that are newer";
    String[] rehearsal = {"--dry-run", "--set", label, "--timeline=current"};
    assertThat(at.run(rehearsal).succeeded()).doesNotContain(line);
    at.box().run("mv", data, data + ".x").succeeded();
    assertThat(at.run(rehearsal).succeeded())
        .contains(line)
        .contains("\n  keeps  " + version(FAST) + ", as ")
        .doesNotContain(LATE);
    at.box().run("mv", data + ".x", data).succeeded();
  }

  private void restoreAMomentAndGoBack(String moment) {
    String said = restore("--target", moment, "--timeline=current");
    start(EARLIER);
    // Nothing of what came later is left at the end of its file.
    assertThat(at.host().query("select pg_relation_size('late') <= 8 * 8192")).isEqualTo("t");
    assertThat(at.host().archivesAll()).isTrue();
    stop();
    goBack(
        said.replaceFirst("(?s).*To go back to what .*stopped:\n", "")
            .replaceFirst("(?s)\n[(]It gets a timeline.*", ""));
    assertThat(rows()).isEqualTo(ALL);
    assertThat(at.host().archivesAll()).isTrue();
    stop();
  }

  /** One file of the backup cannot be read. */
  private void failInTheMiddleAndGoBack(String label) {
    String before = kept();
    String file =
        at.box()
            .run(
                "sh",
                "-c",
                "find /srv/nas/pgbackrest/backup/main/%s/pg_tblspc -type f | sort | tail -n 1"
                    .formatted(label))
            .succeeded()
            .strip();
    at.box().run("mv", file, file + ".x").succeeded();
    Outcome outcome = at.run("--yes", "--repo=nas", "--set=" + label, "--timeline=current");
    at.box().run("mv", file + ".x", file).succeeded();
    assertThat(outcome.status()).as("%s", outcome).isNotIn(0, 1, 2);
    assertThat(outcome.output()).contains("\nkept: " + FAST + "/PG_", "\nkept: " + LATE + "/PG_");
    goBack(outcome.errors().replaceFirst("(?s).*to go back to where it began:\n", ""));
    assertThat(kept()).isEqualTo(before);
    start(ALL);
    stop();
  }

  /** What restores have kept of tablespaces. */
  private String kept() {
    return at.box()
        .run(
            "sh", "-c", "ls -d %s/*.old-* %s/*.old-* %s/*.old-* | sort".formatted(FAST, DISK, LATE))
        .output();
  }

  private void goBack(String lines) {
    at.box().run("bash", "-ec", lines.replaceAll("(?m)^ +", "")).succeeded();
  }

  private void goBackAsTheRunbookSays(String label) {
    String said = restore("--set", label, "--immediate");
    String kept = said.replaceFirst("(?s).*\nkept: (%s\\.old-\\w+)\n.*".formatted(data), "$1");
    String block = at.host().runbook().commandsBelow("### The way back").get(1);
    at.box().run("bash", "-ec", block.replace(data + ".old-20260115-143000", kept)).succeeded();
    start(ALL);
    stop();
  }

  /** The blocks for the latest state: all three tablespaces are kept, and pgBackRest restores. */
  private void restoreByHand() {
    String before = kept();
    at.type("### By hand: keep the old directory");
    assertThat(kept().lines().count()).isEqualTo(before.lines().count() + 3);
    at.box()
        .run("bash", "-ec", at.host().runbook().commandsBelow("### By hand: restore").get(0))
        .succeeded();
  }

  private void restoreElsewhere(String label) {
    String present = version(FAST);
    at.box().run("mkdir", "/srv/new").succeeded();
    String map = "--tablespace-map=fast=/srv/new/fast";

    restore("--set", label, "--timeline=current", map);

    start(ALL);
    assertThat(at.host().query("select pg_tablespace_location(oid) from pg_tablespace order by 1"))
        .isEqualTo(DISK + "\n" + LATE + "\n/srv/new/fast");
    assertThat(version(FAST)).isEqualTo(present);
    stop();
    assertThat(at.run("--dry-run", "--set", label, "--timeline=current", map).succeeded())
        .as("where it is by now")
        .contains("\n  keeps  " + version("/srv/new/fast") + ", as ");
  }

  private void restoreInPlace(String moment) {
    String kept = kept();

    String said = restore("--target", moment, "--timeline=current", "--in-place");

    assertThat(said).contains("  KEEPS NOTHING of the tablespaces either\n");
    assertThat(kept()).isEqualTo(kept);
    start(EARLIER);
    assertThat(at.host().query("select pg_relation_size('late') <= 8 * 8192")).isEqualTo("t");
    at.box().start("pgbackrest-full-backup-nas.service").succeeded();
  }

  private String restore(String... arguments) {
    Outcome outcome = run(Stream.of(arguments));
    assertThat(outcome.status()).as("%s", outcome).isZero();
    return outcome.output();
  }

  private Outcome run(Stream<String> arguments) {
    return at.run(Stream.concat(Stream.of("--yes"), arguments).toArray(String[]::new));
  }

  private void stop() {
    at.type("### Step 1");
  }

  private void start(String rows) {
    at.type("### Step 3");
    assertThat(rows()).isEqualTo(rows);
  }

  private String rows() {
    return at.host()
        .query(
            "select (select count(*) from fast), (select count(*) from disk), (select count(*) from late)");
  }

  private int lastBackup() {
    return (int) at.host().backups(1) - 1;
  }

  /** The directory of PostgreSQL's version in that of a tablespace. */
  private String version(String place) {
    return at.box()
        .run("find", place, "-maxdepth", "1", "-regex", ".*/PG_[0-9_]+")
        .succeeded()
        .strip();
  }

  private String tree() {
    return at.box()
        .run("find", data + "/..", "/srv", "-maxdepth", "3", "-printf", "%p %y %m %u %g %l\n")
        .succeeded()
        .lines()
        .sorted()
        .collect(Collectors.joining("\n"));
  }
}
