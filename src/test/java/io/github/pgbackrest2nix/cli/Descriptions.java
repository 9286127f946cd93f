package io.github.pgbackrest2nix.cli;

/** Texts that tests of commands start from. */
final class Descriptions {
  static final String CLEAN =
      """
      version: 1
      host: db1
      target: { nixos: "26.05", pgbackrest: "2.58" }
      repos:
        local:
          key: 1
          type: cifs
          path: /srv/pgbackrest
          retention: { full: 4 }
      stanzas:
        main:
          postgresql: { version: 17, dataDir: /var/lib/postgresql/17 }
          schedules:
            full: { calendar: "Sun 02:00" }
      """;

  static final String WITHOUT_METRICS = CLEAN + "metrics: { textfile: null }\n";

  private Descriptions() {}
}
