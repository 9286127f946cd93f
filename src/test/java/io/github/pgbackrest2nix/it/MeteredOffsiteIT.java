package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.IsolatedRoot;
import io.github.pgbackrest2nix.testing.Machine;
import io.github.pgbackrest2nix.testing.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The example {@code metered-offsite}: a store is asked for what its README counts on. */
final class MeteredOffsiteIT {
  private static final long PART = 5L << 20;
  private static final ObjectStoreHost.Example EXAMPLE =
      new ObjectStoreHost.Example(
          "metered-offsite",
          2,
          Map.of(
              "/run/secrets/offsite.env",
              "AWS_ACCESS_KEY_ID=%s\nAWS_SECRET_ACCESS_KEY=%s\n"
                  .formatted(S3Server.KEY, S3Server.SECRET),
              "/run/secrets/offsite-passphrase",
              "correct horse battery staple"),
          text -> text);

  @ParameterizedTest
  @EnumSource(names = {"TRIXIE", "SID"})
  void isAskedAsOftenAsTheReadmeSays(DebianRoot root, @TempDir Path scratch) throws IOException {
    try (S3Server s3 = S3Server.withBucket("ledger-backups");
        Machine machine = IsolatedRoot.over(root)) {
      machine.run("mkdir", "-p", "/srv/backup").succeeded();
      machine.run("mount", "-t", "tmpfs", "disk", "/srv/backup").succeeded();
      try (ObjectStoreHost host = ObjectStoreHost.start(machine, root, s3, scratch, EXAMPLE)) {
        var counter = new Counter(s3);

        assertThat(counter.during(() -> archiveOne(host))).isEqualTo(new Billed(1, 1, 0));

        back(host, "full");
        Billed little = counter.during(() -> back(host, "incr"));
        assertThat(little.stored()).isBetween(13, 15);
        // Waiting for WAL lists, too.
        assertThat(little.stored() + little.listed()).isBetween(25, 40);
        assertThat(little.parts()).isZero();

        makeAMillionRows(host);
        SortedMap<String, Path> before = s3.objects();
        Billed much = counter.during(() -> back(host, "incr"));
        assertThat(much.stored()).isBetween(little.stored(), little.stored() + 2);
        assertThat(much.parts()).isEqualTo(partsOf(largestOfNew(before, s3.objects())));
      }
    }
  }

  private static void archiveOne(ObjectStoreHost host) {
    host.ledger().create();
    host.ledger().archive();
    host.ledger().awaitArchive();
  }

  private static void back(ObjectStoreHost host, String type) {
    host.succeeds("pgbackrest-offsite-%s-backup.service".formatted(type));
  }

  private static void makeAMillionRows(ObjectStoreHost host) {
    host.cluster()
        .query(
            """
            create table entries as
              select i, md5(i::text) || md5((-i)::text) as text
              from generate_series(1, 1000000) as i;
            checkpoint""");
    host.ledger().archive();
    host.ledger().awaitArchive();
  }

  private static long largestOfNew(SortedMap<String, Path> before, SortedMap<String, Path> after)
      throws IOException {
    SortedMap<String, Path> added = new TreeMap<>(after);
    added.keySet().removeAll(before.keySet());
    long largest = 0;
    for (Path object : added.values()) {
      largest = Math.max(largest, Files.size(object));
    }
    assertThat(largest).isGreaterThan(2 * PART);
    return largest;
  }

  private static int partsOf(long size) {
    return (int) ((size + PART - 1) / PART);
  }

  /** How many requests of the kinds that are billed as writing: objects, lists, parts. */
  private record Billed(int stored, int listed, int parts) {}

  private record Counter(S3Server s3) {
    Billed during(Runnable action) {
      int before = s3.requests().length();
      action.run();
      String log = s3.requests().substring(before);
      return new Billed(
          count(log, "Stored object "), count(log, "Fetched bucket "), count(log, "Stored part "));
    }

    private static int count(String log, String words) {
      return (int) log.lines().filter(line -> line.contains(words)).count();
    }
  }
}
