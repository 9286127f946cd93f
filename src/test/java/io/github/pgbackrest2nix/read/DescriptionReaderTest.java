package io.github.pgbackrest2nix.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.model.AlertName;
import io.github.pgbackrest2nix.model.Alerts;
import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.model.CommandSettings;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Job;
import io.github.pgbackrest2nix.model.Job.WhenLocked;
import io.github.pgbackrest2nix.model.ListenAddress;
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
import io.github.pgbackrest2nix.model.Storage;
import io.github.pgbackrest2nix.model.Supersedes;
import io.github.pgbackrest2nix.model.Target;
import io.github.pgbackrest2nix.schema.SchemaCheck;
import io.github.pgbackrest2nix.source.SourceDocument;
import io.github.pgbackrest2nix.source.SourceText;
import io.github.pgbackrest2nix.source.YamlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DescriptionReaderTest {
  private static final SchemaCheck SCHEMA = new SchemaCheck();
  private static final ConfigPath MAIN = ConfigPath.of("stanzas", "main");

  @Test
  void theSmallestDescriptionGetsEveryDefault() throws IOException {
    ConfigPath local = ConfigPath.of("repos", "local");
    Repository repository =
        new Repository(
            local,
            "local",
            1,
            true,
            new Storage.Directory("posix", Optional.empty()),
            "/var/lib/pgbackrest",
            retention(local, 2, Optional.empty()),
            Optional.empty(),
            List.of(),
            none(local));
    Stanza stanza =
        new Stanza(
            MAIN,
            "main",
            new Stanza.PostgreSql(
                MAIN.child("postgresql"), 16, "/var/lib/postgresql/16", 5432, "/run/postgresql"),
            new Stanza.Archive(MAIN.child("archive"), Optional.empty(), false, Optional.empty()),
            new Stanza.Objectives(
                MAIN.child("objectives"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            List.of(job("full", BackupType.FULL, "daily", "", "")),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            false,
            Optional.empty(),
            none(MAIN),
            List.of());

    assertThat(read("src/test/resources/cases/ok/smallest.yaml"))
        .isEqualTo(
            new Description(
                "forge",
                new Target("26.05", new PgBackRestVersion(2, 58), ZoneId.of("UTC")),
                none(ConfigPath.ROOT),
                List.of(),
                List.of(repository),
                List.of(stanza),
                Optional.empty(),
                new Metrics(
                    ConfigPath.of("metrics"),
                    Optional.of("/var/lib/node_exporter/textfile_collector/pgbackrest.prom"),
                    "*:0/15",
                    Optional.empty(),
                    Optional.empty()),
                new Alerts(
                    ConfigPath.of("alerts"), false, new TreeMap<>(), Optional.empty(), List.of()),
                new Supersedes(ConfigPath.of("supersedes"), List.of(), List.of()),
                List.of()));
  }

  @Test
  void theRepositoriesOfTheExampleAreReadWhole() throws IOException {
    ConfigPath nas = ConfigPath.of("repos", "nas");
    ConfigPath r2 = ConfigPath.of("repos", "r2");
    String env = "/run/secrets/restic/r2-prod-env";

    assertThat(read("examples/forge/forge.yaml").repositories())
        .containsExactly(
            new Repository(
                nas,
                "nas",
                1,
                true,
                new Storage.Directory("posix", Optional.of("/mnt/nas-backup")),
                "/mnt/nas-backup/pgbackrest",
                retention(nas, 7, Optional.of(4)),
                Optional.empty(),
                List.of(),
                none(nas)),
            new Repository(
                r2,
                "r2",
                2,
                true,
                new Storage.S3(
                    "nix-homelab-prod-servers",
                    "21ee32956d11b5baf662d186bd0b4ab4.r2.cloudflarestorage.com",
                    "auto",
                    Optional.of("path"),
                    Optional.of("shared")),
                "/forge/pgbackrest",
                retention(r2, 30, Optional.of(14)),
                Optional.empty(),
                List.of(
                    credential(r2, "key", env, "AWS_ACCESS_KEY_ID"),
                    credential(r2, "keySecret", env, "AWS_SECRET_ACCESS_KEY")),
                settings(r2.child("settings"), "bundle", "y")));
  }

  @Test
  void theStanzaOfTheExampleIsReadWhole() throws IOException {
    assertThat(read("examples/forge/forge.yaml").stanzas())
        .containsExactly(
            new Stanza(
                MAIN,
                "main",
                new Stanza.PostgreSql(
                    MAIN.child("postgresql"),
                    16,
                    "/var/lib/postgresql/16/main",
                    5432,
                    "/run/postgresql"),
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
                    job("full", BackupType.FULL, "02:00", "PT15M", "PT30M"),
                    job("diff", BackupType.DIFF, "00/6:30", "PT10M", ""),
                    job("incr", BackupType.INCR, "hourly", "PT5M", "", "nas"),
                    job("offsite-incr", BackupType.INCR, "14:00", "PT15M", "", "r2")),
                Optional.of(schedule(MAIN.child("check"), "Sun 07:00", "", "")),
                Optional.empty(),
                List.of(drill("nas", "Sat 09:00"), drill("r2", "Sun 10:00")),
                false,
                Optional.empty(),
                none(MAIN),
                List.of()));
  }

  @Test
  void theRestOfTheExampleIsReadWhole() throws IOException {
    Description forge = read("examples/forge/forge.yaml");

    assertThat(forge.target())
        .isEqualTo(new Target("26.05", new PgBackRestVersion(2, 58), ZoneId.of("Europe/Berlin")));
    assertThat(forge.settings())
        .isEqualTo(
            settings(
                ConfigPath.of("settings"),
                "process-max",
                "2",
                "compress-type",
                "lz4",
                "compress-level",
                "3",
                "delta",
                "y"));
    assertThat(forge.sanoid()).contains(forgeSanoid());
    assertThat(forge.alerts())
        .isEqualTo(
            new Alerts(
                ConfigPath.of("alerts"),
                true,
                new TreeMap<>(Map.of("BackupStale", "warning")),
                Optional.of(100_000_000_000L),
                List.of(
                    override("PostgreSQLBackupStale", 25, Optional.of("warning")),
                    override("PostgreSQLIncrementalBackupStale", 2, Optional.empty()))));
    assertThat(forge.supersedes())
        .isEqualTo(
            new Supersedes(
                ConfigPath.of("supersedes"),
                List.of("pg-zfs-snapshot", "pg-check-stale-backup-label"),
                List.of("modules.backup.restic.jobs.postgresql-offsite")));
  }

  @Test
  void everyKindOfStorageIsRead() throws IOException {
    List<Repository> repositories =
        read("src/test/resources/cases/ok/everything.yaml").repositories();

    assertThat(repositories.stream().map(Repository::key)).containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(repositories.stream().map(Repository::storage))
        .containsExactly(
            new Storage.Directory("posix", Optional.of("/var/lib")),
            new Storage.S3(
                "backups", "s3.example.org", "eu-1", Optional.of("path"), Optional.of("shared")),
            new Storage.S3("b", "e", "r", Optional.empty(), Optional.of("auto")),
            new Storage.Azure(
                "backups",
                Optional.of("blob.example.org"),
                Optional.of("host"),
                Optional.of("sas")),
            new Storage.Gcs(
                "backups",
                Optional.of("storage.example.org"),
                Optional.of("auto"),
                Optional.of("/run/secrets/gcs.json")),
            new Storage.Sftp(
                "far.example.org", Optional.of(22), "backup", "sha256", "/run/secrets/id"),
            new Storage.Directory("cifs", Optional.empty()));
    assertThat(repositories.get(0).cipher()).contains("aes-256-cbc");
    assertThat(repositories.get(6).retention().fullDays()).contains(30);
  }

  @Test
  void commandSettingsKeepTheirPlaces() throws IOException {
    ConfigPath push = ConfigPath.of("commandSettings", "archive-push");

    assertThat(read("src/test/resources/cases/ok/everything.yaml").commandSettings())
        .containsExactly(
            new CommandSettings(push, "archive-push", settings(push, "process-max", "4")));
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("text", List.of("text")),
        Arguments.of("\"2\"", List.of("2")),
        Arguments.of("true", List.of("y")),
        Arguments.of("False", List.of("n")),
        Arguments.of("0x1F", List.of("31")),
        Arguments.of("+007", List.of("7")),
        Arguments.of("0.50", List.of("0.50")),
        Arguments.of("1e2", List.of("100")),
        Arguments.of("1e300", List.of("1e300")),
        Arguments.of("[a, true, 3]", List.of("a", "y", "3")),
        Arguments.of("{a: b, c: 1}", List.of("a=b", "c=1")));
  }

  @ParameterizedTest
  @MethodSource("values")
  void settingsAreSpelledAsPgBackRestDoes(String written, List<String> values) {
    assertThat(smallest("settings: { option: " + written + " }").settings().entries())
        .containsExactly(new Setting(ConfigPath.of("settings", "option"), "option", values));
  }

  static Stream<Arguments> quantities() {
    return Stream.of(
        Arguments.of("90s", "1kB", "PT1M30S", 1_000L),
        Arguments.of("5m", "2MB", "PT5M", 2_000_000L),
        Arguments.of("25h", "100GB", "PT25H", 100_000_000_000L),
        Arguments.of("6d", "1TB", "PT144H", 1_000_000_000_000L),
        Arguments.of("2w", "3KiB", "PT336H", 3_072L),
        Arguments.of("0s", "1MiB", "PT0S", 1_048_576L),
        Arguments.of("999999999w", "16GiB", "PT167999999832H", 17_179_869_184L),
        Arguments.of("1m", "999999TiB", "PT1M", 1_099_510_528_264_372_224L));
  }

  @ParameterizedTest
  @MethodSource("quantities")
  void durationsAndSizesHaveUnits(String time, String size, String duration, long bytes) {
    Alerts alerts =
        smallest(
                "alerts: { repoSizeLimit: %s, overrides: { BackupStale: { after: %s } } }"
                    .formatted(size, time))
            .alerts();

    assertThat(alerts.repoSizeLimit()).contains(bytes);
    assertThat(alerts.findOverride(AlertName.BACKUP_STALE).orElseThrow().after())
        .contains(Duration.parse(duration));
  }

  static Stream<Arguments> releases() {
    return Stream.of(
        Arguments.of("24.11", "2.54"),
        Arguments.of("25.05", "2.55"),
        Arguments.of("25.11", "2.57"),
        Arguments.of("26.05", "2.58"),
        Arguments.of("26.11", "2.58"));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void theNixosReleaseTellsThePgBackRestVersion(String nixos, String pgbackrest) {
    assertThat(smallest("target: { nixos: \"" + nixos + "\" }").target())
        .isEqualTo(new Target(nixos, PgBackRestVersion.require(pgbackrest), ZoneId.of("UTC")));
  }

  @Test
  void anExplicitNullAsksForNoTextfile() {
    assertThat(smallest("metrics: { textfile: null }").metrics().textfile()).isEmpty();
    assertThat(smallest("metrics: { calendar: daily }").metrics().textfile()).isPresent();
    assertThat(smallest("metrics: { textfile: null, listen: '[::1]:1', webConfig: /a }").metrics())
        .isEqualTo(
            new Metrics(
                ConfigPath.of("metrics"),
                Optional.empty(),
                "*:0/15",
                Optional.of(new ListenAddress("[::1]:1")),
                Optional.of("/a")));
  }

  private static Sanoid forgeSanoid() {
    ConfigPath at = ConfigPath.of("sanoid");
    return new Sanoid(
        at,
        List.of(
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
                true)),
        List.of("prod"),
        List.of(
            new Sanoid.Dataset(
                at.child("datasets", "tank/services/postgresql/main"),
                "tank/services/postgresql/main",
                "prod",
                "false"),
            new Sanoid.Dataset(
                at.child("datasets", "tank/services/postgresql/main-wal"),
                "tank/services/postgresql/main-wal",
                "wal-frequent",
                "false")),
        Optional.empty());
  }

  private static Description smallest(String more) {
    return read(
        new SourceText(
            "f.yaml",
            """
            version: 1
            host: forge
            repos: { local: { key: 1, path: /var/lib/pgbackrest } }
            stanzas: { main: { postgresql: { version: 16 }, schedules: { full: { calendar: daily } } } }
            """
                + more));
  }

  private static Description read(String file) throws IOException {
    return read(new SourceText(file, Files.readString(Path.of(file))));
  }

  private static Description read(SourceText text) {
    SourceDocument document = new YamlParser().parse(text).value().orElseThrow();
    assertThat(SCHEMA.check(document).found()).isEmpty();
    return new DescriptionReader().read(document);
  }

  private static Settings none(ConfigPath at) {
    return new Settings(at.child("settings"), List.of());
  }

  private static Settings settings(ConfigPath at, String... namesAndValues) {
    List<Setting> entries =
        Stream.iterate(0, i -> i < namesAndValues.length, i -> i + 2)
            .map(
                i ->
                    new Setting(
                        at.child(namesAndValues[i]),
                        namesAndValues[i],
                        List.of(namesAndValues[i + 1])))
            .toList();
    return new Settings(at, entries);
  }

  private static Retention retention(ConfigPath repository, int full, Optional<Integer> diff) {
    return new Retention(
        repository.child("retention"),
        Optional.of(full),
        Optional.empty(),
        diff,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Credential credential(
      ConfigPath repository, String name, String file, String variable) {
    ConfigPath at = repository.child("credentials", name);
    return new Credential(at, name, new Secret(at, file, Optional.of(variable)));
  }

  private static Job job(
      String name,
      BackupType type,
      String calendar,
      String delay,
      String expected,
      String... repositories) {
    ConfigPath at = MAIN.child("schedules", name);
    return new Job(
        at,
        name,
        type,
        schedule(at, calendar, delay, expected),
        Arrays.asList(repositories),
        WhenLocked.WAIT,
        true);
  }

  private static Schedule schedule(ConfigPath at, String calendar, String delay, String expected) {
    return new Schedule(at, calendar, duration(delay), duration(expected));
  }

  private static Optional<Duration> duration(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Duration.parse(text));
  }

  private static Stanza.RestoreDrill drill(String repository, String calendar) {
    ConfigPath at = MAIN.child("restoreDrill", repository);
    return new Stanza.RestoreDrill(
        at,
        repository,
        schedule(at, calendar, "", ""),
        Optional.empty(),
        Stanza.Pick.NEWEST,
        false,
        new Settings(at.child("settings"), List.of()),
        List.of());
  }

  private static Alerts.AlertOverride override(String alert, int hours, Optional<String> severity) {
    return new Alerts.AlertOverride(
        ConfigPath.of("alerts", "overrides", alert),
        alert,
        Optional.of(Duration.ofHours(hours)),
        severity);
  }
}
