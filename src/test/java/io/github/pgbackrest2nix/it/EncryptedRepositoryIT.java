package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.IsolatedRoot;
import io.github.pgbackrest2nix.testing.Json;
import io.github.pgbackrest2nix.testing.Machine;
import io.github.pgbackrest2nix.testing.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The example {@code s3-encrypted}: what leaves the host cannot be read, and can be restored. */
final class EncryptedRepositoryIT {
  private static final String BUCKET = "shop-postgresql";
  private static final String PASSPHRASE = "correct horse battery staple";
  private static final ObjectStoreHost.Example EXAMPLE =
      new ObjectStoreHost.Example(
          "s3-encrypted",
          1,
          Map.of(
              "/run/secrets/pgbackrest-s3-key", S3Server.KEY,
              "/run/secrets/pgbackrest-s3-key-secret", S3Server.SECRET,
              "/run/secrets/pgbackrest-cipher-pass", PASSPHRASE),
          // Compression alone would hide a text from a search for it.
          text -> text.replace("compress-type: zst", "compress-type: none"));

  /** OpenSSL's mark of an encrypted text. */
  private static final String SALTED = "Salted__";

  /** What anybody could read in files that are not encrypted. */
  private static final Set<String> TELLTALES =
      Set.of("a secret entry", "pg_catalog", "db-system-id", "pg_data/", PASSPHRASE);

  // Not the oldest: its pgBackRest has no block incremental backups, and validate says so.
  @ParameterizedTest
  @EnumSource(names = {"TRIXIE", "SID"})
  void holdsNothingThatCouldBeReadAndGivesAllBack(DebianRoot root, @TempDir Path scratch)
      throws IOException {
    try (S3Server s3 = S3Server.withBucket(BUCKET);
        Machine machine = IsolatedRoot.over(root);
        ObjectStoreHost host = ObjectStoreHost.start(machine, root, s3, scratch, EXAMPLE)) {
      backUpThrice(host);

      assertThat(ciphers(host)).containsExactly("aes-256-cbc");
      assertThat(new BackupInfo(host.pgBackRest().info()).types(1))
          .containsExactly("full", "diff", "incr");
      assertThat(telltales(s3.objects().values().stream())).isEmpty();
      assertThat(unsalted(s3)).isEmpty();
      // The search would find what it looks for.
      assertThat(telltales(filesOf(host))).contains("a secret entry", "pg_catalog");

      restore(host);

      assertThat(host.ledger().rows())
          .containsExactly(
              "1|a secret entry in the full backup",
              "2|a secret entry in the diff backup",
              "3|a secret entry in the incr backup",
              "4|a secret entry in WAL alone");
    }
  }

  private static void backUpThrice(ObjectStoreHost host) {
    host.ledger().create();
    int id = 0;
    for (String type : List.of("full", "diff", "incr")) {
      host.ledger().insert(++id, "a secret entry in the %s backup".formatted(type));
      host.cluster().query("checkpoint");
      // As the units call it: that of the incremental one may skip a run, which needs systemd.
      host.pgBackRest().run("--stanza=shop", "--repo=1", "--type=" + type, "backup").succeeded();
    }
    host.ledger().insert(++id, "a secret entry in WAL alone");
    host.ledger().archive();
  }

  private static void restore(ObjectStoreHost host) throws IOException {
    var runbook = host.runbook();
    Stream.of(
            runbook.byHandBelow("### Step 1"),
            runbook.byHandBelow("### By hand: keep").subList(1, 2),
            runbook.byHandBelow("### By hand: restore").subList(0, 1),
            runbook.byHandBelow("### Step 3"),
            runbook.byHandBelow("### Step 4"))
        .flatMap(List::stream)
        .forEach(commands -> host.systemd().type(commands).succeeded());
  }

  private static List<String> ciphers(ObjectStoreHost host) {
    List<?> stanzas = (List<?>) Objects.requireNonNull(Json.read(host.pgBackRest().info()));
    List<?> repositories = (List<?>) BackupInfo.at(stanzas.get(0), "repo");
    return repositories.stream().map(each -> "" + BackupInfo.at(each, "cipher")).toList();
  }

  private static Stream<Path> filesOf(ObjectStoreHost host) throws IOException {
    try (Stream<Path> files = Files.walk(host.machine().path(host.cluster().dataFolder()))) {
      return files.filter(Files::isRegularFile).toList().stream();
    }
  }

  private static Set<String> telltales(Stream<Path> files) {
    return files
        .map(EncryptedRepositoryIT::text)
        .flatMap(text -> TELLTALES.stream().filter(text::contains))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Objects of their own that do not begin as an encrypted text does; bundles hold many. */
  private static List<String> unsalted(S3Server s3) {
    return s3.objects().entrySet().stream()
        .filter(object -> !object.getKey().contains("/bundle/"))
        .filter(object -> !text(object.getValue()).startsWith(SALTED))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** A byte is a character. */
  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
