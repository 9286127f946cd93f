package io.github.pgbackrest2nix.testing;

import java.time.Duration;
import java.util.List;

/** A table whose rows tell what a restore has brought back. */
public record Ledger(PostgresCluster cluster) {
  /** PostgreSQL's archiver pauses for a minute after three failures, and may fail once more. */
  private static final Duration ARCHIVED = Duration.ofMinutes(3);

  public void create() {
    cluster.query("create table ledger (id int primary key, entry text not null)");
  }

  public void insert(int id, String entry) {
    cluster.query("insert into ledger values (%d, '%s')".formatted(id, entry));
  }

  public void drop() {
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
   * Ends the current WAL segment and waits until PostgreSQL knows that it is archived.
   *
   * @return the segment's name
   */
  public String archive() {
    // A segment without a record would never be archived.
    cluster.query("select pg_logical_emit_message(false, 'test', '')");
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

  /**
   * Waits until no segment is left to archive. After a backup there may be some: it wants its
   * segments to be in the repository, and not that PostgreSQL has already been told so.
   */
  public void awaitArchive() {
    Await.until(
        "everything is archived",
        ARCHIVED,
        () ->
            cluster
                .query("select count(*) from pg_ls_archive_statusdir() where name ~ '[.]ready$'")
                .equals("0"));
  }
}
