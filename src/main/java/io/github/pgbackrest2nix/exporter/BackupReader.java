package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.BackupInfo.Details;
import io.github.pgbackrest2nix.exporter.BackupInfo.Sizes;
import java.io.IOException;
import java.util.Set;

/** Reads one backup in the JSON of {@code pgbackrest info}. */
final class BackupReader {
  private BackupReader() {}

  /** Reads the backup that the cursor is at. */
  static BackupInfo read(JsonCursor json) throws IOException {
    FlatObject backup = FlatObject.read(json, "backup in the answer", Set.of());
    return new BackupInfo(
        backup.requireSmallInteger("database.repo-key"),
        backup.smallInteger("database.id").orElse(0),
        backup.requireText("label"),
        // There are thousands of backups, and three types.
        backup.requireText("type").intern(),
        backup.integer("timestamp.start"),
        backup.requireInteger("timestamp.stop"),
        sizes(backup),
        backup.bool("error"),
        details(backup));
  }

  private static Sizes sizes(FlatObject backup) {
    return new Sizes(
        backup.integer("info.size"),
        backup.integer("info.delta"),
        backup.integer("info.repository.size"),
        backup.integer("info.repository.delta"),
        backup.integer("info.repository.size-map"),
        backup.integer("info.repository.delta-map"));
  }

  private static Details details(FlatObject backup) {
    return new Details(
        backup.text("backrest.version").orElse("").intern(),
        backup.text("lsn.start").orElse(""),
        backup.text("lsn.stop").orElse(""),
        backup.text("archive.start").orElse(""),
        backup.text("archive.stop").orElse(""),
        backup.text("prior").orElse(""),
        backup.countBelow("annotation."));
  }
}
