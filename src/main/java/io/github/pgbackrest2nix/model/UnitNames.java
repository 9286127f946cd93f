package io.github.pgbackrest2nix.model;

/** What the units of one stanza are called; without the suffix {@code .service}. */
public final class UnitNames {
  /** The unit that writes the credentials. */
  public static final String CREDENTIALS = "pgbackrest-credentials";

  /** The unit that collects metrics. */
  public static final String METRICS = "pgbackrest-metrics";

  /** The unit that serves metrics over HTTP. */
  public static final String METRICS_SERVER = METRICS + "-server";

  private final String prefix;

  private UnitNames(String prefix) {
    this.prefix = prefix;
  }

  /** Returns the names for a stanza of this description. */
  public static UnitNames of(Stanza stanza, Description description) {
    String ordinary =
        description.stanzas().size() > 1 ? "pgbackrest-" + stanza.name() : "pgbackrest";
    return new UnitNames(stanza.unitPrefix().orElse(ordinary));
  }

  /** Returns the name of the unit that creates the stanza. */
  public String stanzaCreate() {
    return prefix + "-stanza-create";
  }

  /** Returns the name of the unit that a job's timer starts. */
  public String backup(Job job) {
    return prefix + "-" + job.name() + "-backup";
  }

  /** Returns the name of the run on one repository, for a job that writes to several. */
  public String backup(Job job, Repository repository) {
    return backup(job) + "-" + repository.name();
  }

  /** Returns the name of the unit that tries to restore from the repository. */
  public String restoreDrill(String repository) {
    return prefix + "-restore-drill-" + repository;
  }

  /**
   * Returns the name of the unit that restores an empty data directory before PostgreSQL starts.
   */
  public String bootstrap() {
    return prefix + "-bootstrap";
  }

  /** Returns the name of the unit that backs up to every repository after such a restore. */
  public String bootstrapBackup() {
    return bootstrap() + "-backup";
  }

  /** Returns the name of the unit that runs another command, such as {@code check}. */
  public String maintenance(String command) {
    return prefix + "-" + command;
  }
}
