package io.github.pgbackrest2nix.exporter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Whether PostgreSQL's settings send its WAL to pgBackRest; the values of {@code
 * pgbackrest_archive_command_error_code}, in the order of their weight.
 */
enum ArchivingCode {
  IN_FORCE(0),
  MODE_OFF(1),
  LIBRARY(2),
  NO_COMMAND(3),
  OTHER_COMMAND(4),
  TIMEOUT(5),
  NOT_READABLE(6);

  private static final String PROGRAM = "pgbackrest";
  private static final Set<String> OFF = Set.of("off", "false", "no", "0");

  private final int number;

  ArchivingCode(int number) {
    this.number = number;
  }

  /** Judges the settings of the stanza's server. */
  static ArchivingCode of(ServerSettings settings, String stanza, OptionalLong rpo) {
    String command = settings.find("archive_command").orElse("").strip();
    if (OFF.contains(settings.find("archive_mode").orElse("off").toLowerCase(Locale.ROOT))) {
      return MODE_OFF;
    }
    if (!settings.find("archive_library").orElse("").isBlank()) {
      return LIBRARY;
    }
    if (command.isEmpty()) {
      return NO_COMMAND;
    }
    if (!isPush(command, stanza)) {
      return OTHER_COMMAND;
    }
    return rpo.isPresent() && !isWithin(settings.find("archive_timeout"), rpo.getAsLong())
        ? TIMEOUT
        : IN_FORCE;
  }

  // The path changes with each update of pgBackRest, and PostgreSQL goes on with the old one until
  // its configuration is read again.
  private static boolean isPush(String command, String stanza) {
    List<String> words = List.of(command.replace("\"", "").split("\\s+", -1));
    String program = words.get(0);
    return program.substring(program.lastIndexOf('/') + 1).equals(PROGRAM)
        && words
            .subList(1, words.size())
            .equals(List.of("--stanza=" + stanza, "archive-push", "%p"));
  }

  private static boolean isWithin(Optional<String> timeout, long limit) {
    OptionalLong seconds = ServerSettings.seconds(timeout.orElse("0"));
    return seconds.isPresent() && seconds.getAsLong() > 0 && seconds.getAsLong() <= limit;
  }

  int number() {
    return number;
  }

  /** Returns 1 if they do, 0 if not, nothing if that is not known. */
  OptionalLong inForce() {
    return this == NOT_READABLE ? OptionalLong.empty() : OptionalLong.of(this == IN_FORCE ? 1 : 0);
  }
}
