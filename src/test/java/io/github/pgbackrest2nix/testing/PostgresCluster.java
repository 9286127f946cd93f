package io.github.pgbackrest2nix.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A database cluster on a machine, run by its user postgres and reached through its socket in
 * /run/postgresql only.
 *
 * @param port names the socket; nothing listens on a network
 */
public record PostgresCluster(Machine machine, int major, String dataFolder, int port)
    implements AutoCloseable {
  private static final String LOG = "/var/log/postgresql/cluster.log";
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  /** Makes the cluster; it does not run yet. */
  public static PostgresCluster create(
      Machine machine, DebianRoot root, String dataFolder, int port) {
    var cluster = new PostgresCluster(machine, root.postgresqlMajor(), dataFolder, port);
    machine.run("install", "-d", "-o", "postgres", "-m", "0700", dataFolder).succeeded();
    cluster
        .program("initdb", "--no-sync", "--auth=peer", "--encoding=UTF8", "--pgdata=" + dataFolder)
        .succeeded();
    cluster.configure(
        Map.of(
            "listen_addresses", "",
            "port", String.valueOf(port),
            "unix_socket_directories", "/run/postgresql",
            "timezone", "UTC"));
    return cluster;
  }

  /** Adds settings; the last one of a name wins, and a running cluster must be restarted. */
  public void configure(Map<String, String> settings) {
    String lines =
        settings.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> "%s = '%s'\n".formatted(entry.getKey(), quoted(entry.getValue())))
            .collect(Collectors.joining());
    String file = dataFolder + "/postgresql.conf";
    machine.write(file, machine.read(file) + lines);
  }

  /** Starts the cluster and waits until it takes writes, that is, until a recovery has ended. */
  public void start() {
    Outcome started = program("pg_ctl", "-D", dataFolder, "-w", "-t", "60", "-l", LOG, "start");
    if (started.status() != 0) {
      throw new AssertionError(started + machine.read(LOG));
    }
    Await.until(
        "the cluster takes writes",
        RECOVERY,
        () -> query("select pg_is_in_recovery()").equals("f"));
  }

  /** Stops it without waiting for the archive, which a broken repository would hold up for ever. */
  public void stop() {
    program("pg_ctl", "-D", dataFolder, "-w", "-m", "immediate", "stop").succeeded();
  }

  public boolean runs() {
    return program("pg_ctl", "-D", dataFolder, "status").status() == 0;
  }

  /** Runs SQL; rows come one a line, columns separated by "|". */
  public String query(String sql) {
    return program(
            "psql",
            "--no-psqlrc",
            "--quiet",
            "--tuples-only",
            "--no-align",
            "--set=ON_ERROR_STOP=1",
            "--host=/run/postgresql",
            "--port=" + port,
            "--dbname=postgres",
            "--command=" + sql)
        .succeeded()
        .strip();
  }

  /** The server's log. */
  public String log() {
    return machine.read(LOG);
  }

  /** Stops a running cluster. */
  @Override
  public void close() {
    if (runs()) {
      stop();
    }
  }

  private Outcome program(String name, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add("/usr/lib/postgresql/" + major + "/bin/" + name);
    command.addAll(List.of(arguments));
    return machine.runAs("postgres", command);
  }

  private static String quoted(String value) {
    return value.replace("'", "''");
  }
}
