package io.github.pgbackrest2nix.deployment;

/** The places on the host that every deployment shares. */
public final class HostPaths {
  /**
   * Locks of pgBackRest and our own. All units and archive_command must see the same directory:
   * pgBackRest's default lies under /tmp, which {@code PrivateTmp} makes private to each unit, so
   * that there would be no lock at all.
   */
  public static final String LOCK = "/run/pgbackrest";

  /**
   * Where the credentials unit writes what pgBackRest reads as a part of its configuration. It is
   * root's, and so is the directory above: what else lies there would be configuration, too.
   */
  public static final String CREDENTIALS_DIRECTORY = "/run/pgbackrest-conf.d";

  /** The file of that directory. */
  public static final String CREDENTIALS = CREDENTIALS_DIRECTORY + "/credentials.conf";

  /** pgBackRest's log files. */
  public static final String LOG = "/var/log/pgbackrest";

  /** pgBackRest's acknowledgements of archived WAL, unless the description says otherwise. */
  public static final String SPOOL = "/var/spool/pgbackrest";

  /** What the runtime jar is told should be there. */
  public static final String DECLARATION = "/etc/pgbackrest/declaration.json";

  /** What the runtime jar remembers between two collections; a StateDirectory of systemd. */
  public static final String METRICS_STATE = "/var/lib/pgbackrest-metrics";

  /** Where services leave behind how their runs went, also across a reboot; only root writes. */
  public static final String JOBS = "/var/lib/pgbackrest-jobs";

  /** Where trial restores write how they went, and restore to; a StateDirectory of systemd. */
  public static final String DRILLS = "/var/lib/pgbackrest-drill";

  /** What a restore before PostgreSQL's start leaves behind; a StateDirectory of systemd. */
  public static final String BOOTSTRAP = "/var/lib/pgbackrest-bootstrap";

  /** What the restore command notes of each stanza's last restore; only root writes. */
  public static final String RESTORE_NOTES = "/var/lib/pgbackrest-restore";

  private HostPaths() {}

  /** Returns the file in which the trial restores of a unit say how the last one went. */
  public static String drillResult(String unit) {
    return DRILLS + "/" + unit + ".json";
  }
}
