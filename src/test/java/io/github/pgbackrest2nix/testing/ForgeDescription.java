package io.github.pgbackrest2nix.testing;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.model.Alerts;
import io.github.pgbackrest2nix.model.Alerts.AlertOverride;
import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Job;
import io.github.pgbackrest2nix.model.Metrics;
import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Repository.Credential;
import io.github.pgbackrest2nix.model.Retention;
import io.github.pgbackrest2nix.model.Sanoid;
import io.github.pgbackrest2nix.model.Schedule;
import io.github.pgbackrest2nix.model.Secret;
import io.github.pgbackrest2nix.model.Settings;
import io.github.pgbackrest2nix.model.Settings.Setting;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.model.Stanza.RestoreDrill;
import io.github.pgbackrest2nix.model.Storage;
import io.github.pgbackrest2nix.model.Supersedes;
import io.github.pgbackrest2nix.model.Target;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The description {@code examples/forge/forge.yaml}, as the records that are read from it. */
public final class ForgeDescription {
  private static final ConfigPath ROOT = ConfigPath.ROOT;
  private static final ConfigPath MAIN = ConfigPath.of("stanzas", "main");
  private static final String SECRETS = "/run/secrets/restic/r2-prod-env";

  private ForgeDescription() {}

  public static Description description() {
    return new Description(
        "forge",
        new Target("26.05", PgBackRestVersion.require("2.58"), ZoneId.of("Europe/Berlin")),
        settings(ROOT, "process-max=2", "compress-type=lz4", "compress-level=3", "delta=y"),
        List.of(),
        List.of(nas(), r2()),
        List.of(main()),
        Optional.of(sanoid()),
        new Metrics(
            ConfigPath.of("metrics"),
            Optional.of("/var/lib/node_exporter/textfile_collector/pgbackrest.prom"),
            "*:0/15",
            Optional.empty(),
            Optional.empty()),
        alerts(),
        new Supersedes(
            ConfigPath.of("supersedes"),
            List.of("pg-zfs-snapshot", "pg-check-stale-backup-label"),
            List.of("modules.backup.restic.jobs.postgresql-offsite")),
        List.of());
  }

  public static Repository nas() {
    ConfigPath at = ConfigPath.of("repos", "nas");
    return new Repository(
        at,
        "nas",
        1,
        true,
        new Storage.Directory("posix", Optional.of("/mnt/nas-backup")),
        "/mnt/nas-backup/pgbackrest",
        retention(at, 7, 4),
        Optional.empty(),
        List.of(),
        settings(at));
  }

  public static Repository r2() {
    ConfigPath at = ConfigPath.of("repos", "r2");
    return new Repository(
        at,
        "r2",
        2,
        true,
        new Storage.S3(
            "nix-homelab-prod-servers",
            "21ee32956d11b5baf662d186bd0b4ab4.r2.cloudflarestorage.com",
            "auto",
            Optional.of("path"),
            Optional.empty()),
        "/forge/pgbackrest",
        retention(at, 30, 14),
        Optional.empty(),
        List.of(
            credential(at, "key", "AWS_ACCESS_KEY_ID"),
            credential(at, "keySecret", "AWS_SECRET_ACCESS_KEY")),
        settings(at, "bundle=y"));
  }

  public static Stanza main() {
    return new Stanza(
        MAIN,
        "main",
        new Stanza.PostgreSql(
            MAIN.child("postgresql"), 16, "/var/lib/postgresql/16/main", 5432, "/run/postgresql"),
        new Stanza.Archive(
            MAIN.child("archive"),
            Optional.of(Duration.ofMinutes(5)),
            true,
            Optional.of("/var/spool/pgbackrest")),
        new Stanza.Objectives(
            MAIN.child("objectives"),
            Optional.of(Duration.ofMinutes(5)),
            Optional.empty(),
            Optional.of(Duration.ofDays(6)),
            Optional.of(Duration.ofDays(28))),
        List.of(
            job("full", BackupType.FULL, "02:00", 15, Optional.of(Duration.ofMinutes(30))),
            job("diff", BackupType.DIFF, "00/6:30", 10, Optional.empty()),
            job("incr", BackupType.INCR, "hourly", 5, Optional.empty(), "nas"),
            job("offsite-incr", BackupType.INCR, "14:00", 15, Optional.empty(), "r2")),
        Optional.of(schedule(MAIN.child("check"), "Sun 07:00")),
        Optional.empty(),
        List.of(drill("nas", "Sat 09:00"), drill("r2", "Sun 10:00")),
        false,
        Optional.empty(),
        settings(MAIN),
        List.of());
  }

  private static Sanoid sanoid() {
    ConfigPath at = ConfigPath.of("sanoid");
    Sanoid.Template frequent =
        new Sanoid.Template(
            at.child("templates", "wal-frequent"),
            "wal-frequent",
            12,
            Optional.of(Duration.ofMinutes(5)),
            48,
            7,
            0,
            0,
            0,
            true,
            true);
    return new Sanoid(
        at,
        List.of(frequent),
        List.of("prod"),
        List.of(
            dataset(at, "tank/services/postgresql/main", "prod"),
            dataset(at, "tank/services/postgresql/main-wal", "wal-frequent")),
        Optional.empty());
  }

  private static Sanoid.Dataset dataset(ConfigPath sanoid, String name, String template) {
    return new Sanoid.Dataset(sanoid.child("datasets", name), name, template, "false");
  }

  private static Alerts alerts() {
    ConfigPath at = ConfigPath.of("alerts");
    TreeMap<String, String> severity = new TreeMap<>();
    severity.put("BackupStale", "warning");
    return new Alerts(
        at,
        true,
        severity,
        Optional.of(100_000_000_000L),
        List.of(
            new AlertOverride(
                at.child("overrides", "PostgreSQLBackupStale"),
                "PostgreSQLBackupStale",
                Optional.of(Duration.ofHours(25)),
                Optional.of("warning")),
            new AlertOverride(
                at.child("overrides", "PostgreSQLIncrementalBackupStale"),
                "PostgreSQLIncrementalBackupStale",
                Optional.of(Duration.ofHours(2)),
                Optional.empty())));
  }

  private static Retention retention(ConfigPath repository, int full, int diff) {
    return new Retention(
        repository.child("retention"),
        Optional.of(full),
        Optional.empty(),
        Optional.of(diff),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Credential credential(ConfigPath repository, String name, String variable) {
    ConfigPath at = repository.child("credentials", name);
    return new Credential(at, name, new Secret(at, SECRETS, Optional.of(variable)));
  }

  private static Job job(
      String name,
      BackupType type,
      String calendar,
      int delay,
      Optional<Duration> expected,
      String... repositories) {
    ConfigPath at = MAIN.child("schedules", name);
    return new Job(
        at,
        name,
        type,
        new Schedule(at, calendar, Optional.of(Duration.ofMinutes(delay)), expected),
        List.of(repositories),
        Job.WhenLocked.WAIT,
        true);
  }

  private static RestoreDrill drill(String repository, String calendar) {
    ConfigPath at = MAIN.child("restoreDrill", repository);
    return new RestoreDrill(
        at,
        repository,
        schedule(at, calendar),
        Optional.empty(),
        Stanza.Pick.NEWEST,
        false,
        new Settings(at.child("settings"), List.of()),
        List.of());
  }

  private static Schedule schedule(ConfigPath at, String calendar) {
    return new Schedule(at, calendar, Optional.empty(), Optional.empty());
  }

  private static Settings settings(ConfigPath owner, String... lines) {
    ConfigPath at = owner.child("settings");
    return new Settings(at, List.of(lines).stream().map(line -> setting(at, line)).toList());
  }

  private static Setting setting(ConfigPath settings, String line) {
    int equals = line.indexOf('=');
    String name = line.substring(0, equals);
    return new Setting(settings.child(name), name, List.of(line.substring(equals + 1)));
  }
}
