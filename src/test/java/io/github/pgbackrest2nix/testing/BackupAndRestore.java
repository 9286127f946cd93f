package io.github.pgbackrest2nix.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The steps of a life with backups: each does one thing with the real programs and requires its
 * success. Tests string them together, or replace one by what their files provide.
 */
public record BackupAndRestore(PostgresCluster cluster, PgBackRest pgBackRest, String stanza) {
  private static final Duration ARCHIVED = Duration.ofSeconds(60);
  private static final Pattern BACKUP = Pattern.compile("(?m)^ *(full|diff|incr) backup: ");

  public void createStanza() {
    run("stanza-create");
  }

  /** Proves that archiving reaches every repository. */
  public void check() {
    run("check");
  }

  public void backUp(int repo, String type) {
    run("--repo=" + repo, "--type=" + type, "backup");
  }

  /** The types of the repository's backups, oldest first. */
  public List<String> typesOfBackups(int repo) {
    String info = run("--repo=" + repo, "info").output();
    return BACKUP.matcher(info).results().map(match -> match.group(1)).toList();
  }

  /** Whether the segment can be had back from the repository. */
  public boolean archives(int repo, String segment) {
    // Synchronous, for an asynchronous one would fetch more than was asked for.
    Outcome got =
        pgBackRest.run(
            "--stanza=" + stanza,
            "--repo=" + repo,
            "--no-archive-async",
            "archive-get",
            segment,
            "/tmp/" + segment);
    if (got.status() > 1) {
      throw new AssertionError(got);
    }
    return got.status() == 0;
  }

  public void createTable() {
    cluster.query("create table ledger (id int primary key, entry text not null)");
  }

  public void insert(int id, String entry) {
    cluster.query("insert into ledger values (%d, '%s')".formatted(id, entry));
  }

  public void dropTable() {
    cluster.query("drop table ledger");
  }

  /** The table's rows, such as {@code 1|rent}. */
  public List<String> rows() {
    return cluster.query("select * from ledger order by id").lines().toList();
  }

  /** The database's time, as pgBackRest wants a target. */
  public String now() {
    return cluster.query("select clock_timestamp()");
  }

  /**
   * Ends the current WAL segment and waits until PostgreSQL has been told that it is archived.
   *
   * @return the segment's name
   */
  public String archiveAll() {
    String segment = cluster.query("select pg_walfile_name(pg_switch_wal())");
    Await.until(
        "segment " + segment + " is archived",
        ARCHIVED,
        () ->
            cluster
                .query(
                    "select coalesce(last_archived_wal >= '%s', false) from pg_stat_archiver"
                        .formatted(segment))
                .equals("t"));
    return segment;
  }

  /** Stops the cluster, restores it in place from one repository as it was at a time, starts it. */
  public void restoreInPlace(int repo, String target) {
    cluster.stop();
    run(
        "--repo=" + repo,
        "--delta",
        "--type=time",
        "--target=" + target,
        "--target-action=promote",
        "restore");
    cluster.start();
  }

  /** Loses the database and a repository, then restores everything from another repository. */
  public void restoreAfterLosing(String lostRepository, int repo) {
    cluster.stop();
    Machine machine = cluster.machine();
    machine.run("rm", "-r", lostRepository, cluster.dataFolder()).succeeded();
    machine.run("install", "-d", "-o", "postgres", "-m", "0700", cluster.dataFolder()).succeeded();
    run("--repo=" + repo, "restore");
    cluster.start();
  }

  /** Runs pgBackRest for the stanza. */
  public Outcome run(String... arguments) {
    List<String> whole = new ArrayList<>(List.of("--stanza=" + stanza));
    whole.addAll(List.of(arguments));
    Outcome outcome = pgBackRest.run(whole.toArray(String[]::new));
    outcome.succeeded();
    return outcome;
  }
}
