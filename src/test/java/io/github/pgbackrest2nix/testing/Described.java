package io.github.pgbackrest2nix.testing;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.source.SourceText;

/** Descriptions from their text, for tests of what comes after the checks. */
public final class Described {
  private Described() {}

  /** Returns what the text describes; it must pass every check. */
  public static Description by(String yaml) {
    return new Compiler()
        .check(new SourceText("test.yaml", yaml))
        .value()
        .orElseThrow(() -> new AssertionError("the checks refuse the description:\n" + yaml));
  }

  /** Returns a description of a host with a repository, a stanza and these schedules. */
  public static Description withSchedules(String timeZone, String schedules) {
    return by(
        """
        version: 1
        host: db1
        target: { timeZone: %s }
        repos:
          local: { key: 1, path: /var/lib/pgbackrest, retention: { full: 2 } }
        stanzas:
          main:
            postgresql: { version: 16 }
            schedules: %s
        """
            .formatted(timeZone, schedules));
  }
}
