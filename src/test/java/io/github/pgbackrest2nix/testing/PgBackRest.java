package io.github.pgbackrest2nix.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The pgBackRest of a machine, which reads its files where NixOS puts them: {@code
 * /etc/pgbackrest/pgbackrest.conf} and, through the link {@code /etc/pgbackrest/conf.d}, {@code
 * /run/pgbackrest-conf.d/*.conf}. With {@code --config} it would not read the latter.
 */
public record PgBackRest(Machine machine) {
  private static final String CONFIGURATION = "/etc/pgbackrest/pgbackrest.conf";
  private static final String INCLUDED = "/run/pgbackrest-conf.d";

  /** Malformed file, option in the wrong place, bad value, missing option. */
  private static final Set<Integer> REJECTED = Set.of(29, 31, 32, 37);

  /**
   * Past the configuration: no way to the repository's host, no stanza in the repository, no
   * database, no data folder.
   */
  private static final Set<Integer> ACCEPTED = Set.of(49, 55, 56, 73);

  /** Puts the configuration into its place, with an empty include folder. */
  public void configure(String configuration) {
    machine.write(CONFIGURATION, configuration);
    folders("/run/pgbackrest", INCLUDED);
    machine.run("ln", "-sfn", INCLUDED, "/etc/pgbackrest/conf.d").succeeded();
  }

  /** Puts a file such as {@code credentials.conf} into the include folder, for postgres alone. */
  public void include(String name, String configuration) {
    String file = INCLUDED + "/" + name;
    machine.run("install", "-o", "postgres", "-m", "0400", "/dev/null", file).succeeded();
    machine.write(file, configuration);
  }

  /** Makes folders that belong to postgres, as tmpfiles does. */
  public void folders(String... absolute) {
    for (String folder : absolute) {
      machine
          .run("install", "-d", "-o", "postgres", "-g", "postgres", "-m", "0770", folder)
          .succeeded();
    }
  }

  /** Runs pgBackRest as postgres. */
  public Outcome run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("pgbackrest"));
    command.addAll(List.of(arguments));
    return machine.runAs("postgres", command);
  }

  /** What the repositories hold, as JSON. */
  public String info() {
    return run("--output=json", "info").succeeded();
  }

  /** All files of a repository, with sizes and times, as JSON. */
  public String files(int repo) {
    return run("--repo=" + repo, "--output=json", "--recurse", "repo-ls").succeeded();
  }

  /** Whether a WAL segment can be had back from a repository. */
  public boolean archives(String stanza, int repo, String segment) {
    // Synchronous, for an asynchronous one would fetch more than was asked for.
    Outcome got =
        run(
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

  /** The installed version, such as 2.55.1. */
  public String version() {
    return run("version").succeeded().strip().replace("pgBackRest ", "");
  }

  /**
   * What pgBackRest has to say against the configuration in place: its warnings on options it
   * ignores, and the error with which it refuses the rest. Empty means accepted. It loads the
   * configuration as backups and archiving do, without a database; {@code repo} is the key of a
   * repository that answers at once, such as one on this machine, or is not to be reached at all.
   */
  public List<String> complaints(String stanza, int repo) {
    String name = "--stanza=" + stanza;
    // A host that is not to be found is looked for as long as this.
    String patience = "--io-timeout=1";
    Outcome backup = run(name, "--repo=" + repo, "--log-level-file=off", patience, "backup");
    Outcome push =
        run(
            name,
            "--log-level-file=off",
            patience,
            "--no-archive-async",
            "archive-push",
            "/no-such-segment");
    return Stream.of(backup, push).flatMap(PgBackRest::complaints).distinct().toList();
  }

  private static Stream<String> complaints(Outcome outcome) {
    if (!REJECTED.contains(outcome.status()) && !ACCEPTED.contains(outcome.status())) {
      throw new AssertionError("neither accepted nor rejected: " + outcome);
    }
    boolean rejected = REJECTED.contains(outcome.status());
    return outcome
        .everything()
        .lines()
        .filter(line -> ignoredOption(line) || (rejected && line.contains("ERROR:")))
        .map(line -> line.replaceFirst("^.*?(WARN|ERROR): ", "$1: "));
  }

  private static boolean ignoredOption(String line) {
    return line.contains("WARN:")
        && Stream.of(" invalid option ", " negate option ", " command-line only option ")
            .anyMatch(line::contains);
  }
}
