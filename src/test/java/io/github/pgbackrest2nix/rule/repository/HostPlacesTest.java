package io.github.pgbackrest2nix.rule.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.deployment.HostPaths;
import io.github.pgbackrest2nix.source.SourceText;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of what the rules say of places on this host. */
final class HostPlacesTest {
  private static final String DATA = "/var/lib/postgresql/16";
  private static final String SPOOL = "/var/spool/pgbackrest";
  private static final String METRICS = "/var/lib/node-exporter/pgbackrest.prom";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/srv/backup            |                |",
        "/srv/tmp               |                |",
        "/mnt/nas/pgbackrest    | /mnt/nas       |",
        "/mnt/nas               | /mnt/nas       |",
        "/mnt                   | /mnt           |",
        "/mnt                   |                | mount-missing system-directory",
        "/mnt/nas/pgbackrest    |                | mount-missing",
        "/media/usb/pgbackrest  |                | mount-missing",
        "/net/nas/pgbackrest    |                | mount-missing",
        "/nfs/pgbackrest        |                | mount-missing",
        "/run/media/u/usb/pg    |                | mount-missing unfit-directory",
        "/mntx/nas/pgbackrest   |                |",
        "/mnt/nas/pgbackrest    | /mnt/na        | mount-elsewhere",
        "/mnt/nas               | /mnt/nas/disk  | mount-elsewhere",
        "/srv/backup            | /              | mount-elsewhere async-spool-on-mount",
        "/opt                   |                | system-directory",
        "/opt/backup            |                |",
        "/nix/persist/backup    |                |",
        "/nix/store/backup      |                | unfit-directory",
        "/homes/backup          |                |",
        "/home/backup           |                | unfit-directory",
        "/home/backup           | /home/backup   | unfit-directory",
        "/tmp                   |                | unfit-directory",
        "/tmpfs/backup          |                |",
        "/var/tmp/backup        |                | unfit-directory",
        "/root/backup           |                | unfit-directory",
        "/run/backup            |                | unfit-directory",
        "/var/run/backup        |                | unfit-directory",
        "/run/media/disk/backup | /run/media/disk |",
        "/run/user/1000/backup  | /run/user/1000 | unfit-directory",
        "/dev/shm/backup        |                | unfit-directory",
        "/var/local             | /var/local     | system-directory",
        "/var/backup            |                |",
        "/var/log/backup        |                |",
        "/etc                   |                | system-directory",
      })
  void ofRepositories(String path, @Nullable String mount, @Nullable String expected) {
    String repository = mount == null ? path : path + ", mount: " + mount;

    assertThat(found(repository, DATA, "/run/postgresql", SPOOL, METRICS))
        .isEqualTo(words(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/tank/postgresql/main | /run/postgresql |",
        "/tmp/main             | /run/postgresql | unfit-directory",
        "/home/main            | /run/postgresql | unfit-directory",
        "/run/postgresql/main  | /run/postgresql | unfit-directory",
        "/var/local            | /run/postgresql | system-directory",
        "/tank/postgresql/main | /tmp            | unfit-directory",
        "/tank/postgresql/main | /var/run/pg     |",
      })
  void ofClusters(String dataDir, String socketDir, @Nullable String expected) {
    assertThat(found("/srv/backup", dataDir, socketDir, "/tank/spool", METRICS))
        .isEqualTo(words(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/var/spool/wal     | /var/lib/metrics/a.prom       |",
        "/run/spool         | /run/metrics/a.prom           |",
        "/var/spool         | /var/lib/metrics/a.prom       | system-directory",
        "/tmp/spool         | /var/lib/metrics/a.prom       | unfit-directory",
        "/srv/backup/spool  | /var/lib/metrics/a.prom       | inside-repository",
        "/var/spool/wal     | /a.prom                       | system-directory",
        "/var/spool/wal     | /run/a.prom                   | system-directory",
        "/var/spool/wal     | /var/tmp/a.prom               | unfit-directory",
        "/var/spool/wal     | /srv/backup/a.prom            | inside-repository",
        "/var/spool/wal     | /srv/backups/a.prom           |",
        "/var/spool/wal     | /var/spool/wal/metrics/a.prom | inside-repository",
        "/var/spool/wal     | /var/lib/postgresql/16/a.prom | inside-data-directory",
      })
  void ofSpoolsAndMetrics(String spool, String metrics, @Nullable String expected) {
    assertThat(found("/srv/backup", DATA, "/run/postgresql", spool, metrics))
        .isEqualTo(words(expected));
  }

  static Stream<String> ours() {
    return Stream.of(HostPaths.LOCK, HostPaths.LOG, HostPaths.SPOOL);
  }

  @ParameterizedTest
  @MethodSource("ours")
  void keepMetricsOutOfTheDirectoriesThatEveryDeploymentHas(String directory) {
    assertThat(
            found("/srv/backup", DATA, "/run/postgresql", "/tank/spool", directory + "/a/b.prom"))
        .isEqualTo(List.of("inside-repository"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/home/id", "/root/.ssh/id", "/tmp/id"})
  void ofKeysThatPgBackRestReadsItself(String file) {
    assertThat(findings(vault(file))).isEqualTo(List.of("unfit-directory"));
    assertThat(findings(vault("/etc/id"))).isEqualTo(List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/srv/drill                 |",
        "/run/drill                 |",
        "/srv                       | system-directory",
        "/tmp/drill                 | unfit-directory",
        "/srv/backup/drill          | inside-repository",
        "/var/lib/postgresql/16/try | inside-data-directory",
      })
  void ofRestoreDrills(String directory, @Nullable String expected) {
    assertThat(findings(drill(directory))).isEqualTo(words(expected));
  }

  private static String drill(String directory) {
    return """
    version: 1
    host: db1
    repos:
      disk: { key: 1, path: /srv/backup, retention: { full: 2 } }
    stanzas:
      main:
        postgresql: { version: 16 }
        schedules:
          full: { calendar: "04:00" }
        restoreDrill:
          disk: { calendar: "Sat 09:00", directory: %s }
    """
        .formatted(directory);
  }

  private static String vault(String keyFile) {
    return """
    version: 1
    host: db1
    repos:
      vault:
        key: 1
        type: sftp
        path: /tmp/pgbackrest
        host: vault.example.net
        user: backup
        retention: { full: 2 }
        credentials:
          privateKeyFile: %s
          cipherPass: { file: /root/passphrase }
        settings: { sftp-host-fingerprint: d1ffe2 }
    stanzas:
      main:
        postgresql: { version: 16 }
        schedules:
          full: { calendar: "02:00" }
    """
        .formatted(keyFile);
  }

  private static List<String> found(
      String repository, String dataDir, String socketDir, String spool, String metrics) {
    return findings(
        """
        version: 1
        host: db1
        repos:
          local: { key: 1, retention: { full: 2 }, path: %s }
        stanzas:
          main:
            postgresql: { version: 16, dataDir: %s, socketDir: %s }
            archive: { async: true, spoolPath: %s }
            schedules:
              full: { calendar: "02:00" }
        metrics: { textfile: %s }
        """
            .formatted(repository, dataDir, socketDir, spool, metrics));
  }

  private static List<String> words(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split(" ", -1));
  }

  private static List<String> findings(String text) {
    return new Compiler()
        .check(new SourceText("description.yaml", text)).diagnostics().stream()
            .map(each -> each.rule().id())
            .filter(id -> !id.equals("known-defect") && !id.equals("only-local-repositories"))
            .toList();
  }
}
