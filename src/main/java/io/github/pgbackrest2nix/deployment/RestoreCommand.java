package io.github.pgbackrest2nix.deployment;

/**
 * PostgreSQL's {@code restore_command}, for every way back: it passes on only whether a file is in
 * the repositories, so that an error of pgBackRest is never taken for the end of WAL.
 */
public final class RestoreCommand {
  /**
   * The program, at the path that every generation of the system has: the setting stays in {@code
   * postgresql.auto.conf}, and a path of the store would be gone after a garbage collection.
   */
  public static final String PROGRAM = "/run/current-system/sw/bin/pgbackrest-archive-get";

  private RestoreCommand() {}

  /** Returns the command that asks all repositories. */
  public static String of(String stanza) {
    return PROGRAM + " --stanza=" + stanza + " %f \"%p\"";
  }

  /**
   * Returns the command that asks one repository alone.
   *
   * @param repo its key, or what stands for that in a shell
   */
  public static String of(String stanza, String repo) {
    return PROGRAM + " --stanza=" + stanza + " --repo=" + repo + " %f \"%p\"";
  }

  /**
   * Returns the command of a machine that has only the script of {@link #PROGRAM}, and a
   * configuration, in a directory.
   *
   * @param directory its path, or what stands for that in a shell
   */
  public static String elsewhere(String directory, String stanza, String repo) {
    return "env PGBACKREST=pgbackrest bash %s/archive-get.sh --config=%s/pgbackrest.conf"
            .formatted(directory, directory)
        + " --stanza="
        + stanza
        + " --repo="
        + repo
        + " %f \"%p\"";
  }
}
