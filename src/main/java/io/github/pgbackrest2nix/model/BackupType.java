package io.github.pgbackrest2nix.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The three kinds of backups; a later one may rest on an earlier one. */
public enum BackupType {
  FULL,
  DIFF,
  INCR;

  /** Returns pgBackRest's word for it, such as {@code full}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Finds the type that pgBackRest calls by this word. */
  public static Optional<BackupType> find(String word) {
    return Stream.of(values()).filter(type -> type.word().equals(word)).findFirst();
  }
}
