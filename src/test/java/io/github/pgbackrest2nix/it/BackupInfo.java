package io.github.pgbackrest2nix.it;

import io.github.pgbackrest2nix.testing.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The backups of one stanza, oldest first, read from what pgBackRest says of them. */
record BackupInfo(List<Map<?, ?>> backups) {

  BackupInfo(String json) {
    this(
        objects(at(objects(Objects.requireNonNull(Json.read(json))).get(0), "backup")).stream()
            .sorted(Comparator.comparingLong(BackupInfo::stop))
            .toList());
  }

  BackupInfo in(int repo) {
    return new BackupInfo(
        backups.stream()
            .filter(backup -> at(at(backup, "database"), "repo-key").equals((long) repo))
            .toList());
  }

  List<String> types(int repo) {
    return in(repo).backups.stream().map(backup -> "" + at(backup, "type")).toList();
  }

  static long stop(Map<?, ?> backup) {
    return (Long) at(at(backup, "timestamp"), "stop");
  }

  /** Bytes that the backup added to its repository. */
  static long added(Map<?, ?> backup) {
    return (Long) at(at(at(backup, "info"), "repository"), "delta");
  }

  static Object at(Object object, String name) {
    return Objects.requireNonNull(((Map<?, ?>) object).get(name), name);
  }

  private static List<Map<?, ?>> objects(Object list) {
    return ((List<?>) list).stream().<Map<?, ?>>map(element -> (Map<?, ?>) element).toList();
  }
}
