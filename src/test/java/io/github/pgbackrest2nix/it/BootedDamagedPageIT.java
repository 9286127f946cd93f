package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A page of the cluster is damaged, and one full backup is kept. Releases before 2.60 cannot tell.
 */
class BootedDamagedPageIT {
  private static final String FULL = "pgbackrest-full-backup-nas.service";

  @Test
  void theLastSoundBackupStaysUntilThereIsAnother(@TempDir Path scratch) throws IOException {
    try (BootedHost host =
        BootedHost.prepare(
            DebianRoot.SID, scratch, text -> text.replace("{ full: 7, diff: 4 }", "{ full: 1 }"))) {
      SystemdBox box = host.box();
      host.bootWithoutPauses();
      host.query("create table t as select generate_series(1, 1000) as i");
      box.start(FULL).succeeded();
      assertThat(host.backups(1)).isEqualTo(1);
      damage(host);

      assertThat(box.start(FULL).status()).isEqualTo(1);

      assertThat(box.property(FULL, "ExecMainStatus")).isEqualTo("104");
      assertThat(box.journal(FULL)).contains("backup command end: completed successfully", "[026]");
      assertThat(host.backups(1)).isEqualTo(2);

      host.query("drop table t");
      host.query("checkpoint");
      box.start(FULL).succeeded();

      assertThat(host.backups(1)).isEqualTo(1);
    }
  }

  /** As the disk would: PostgreSQL has the page in its memory, and does not notice. */
  private static void damage(BootedHost host) {
    host.query("checkpoint");
    String file = host.dataDir() + "/" + host.query("select pg_relation_filepath('t')");
    String write = "printf damaged | dd of=\"$1\" bs=1 seek=4000 conv=notrunc";
    host.box().run("sh", "-ec", write, "damage", file).succeeded();
  }
}
