package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a backup waits for its WAL where another repository may be dead. A run of asynchronous
 * archiving asks every repository before it sends anything to any, and a dead one many times over.
 * What is archived meanwhile waits for the next run.
 */
final class WalPatience {
  private static final CommandOption WAIT = new CommandOption("backup", "archive-timeout");
  private static final CommandOption TRY = new CommandOption("archive-push", "io-timeout");

  /** As pgBackRest has it. */
  private static final Duration USUAL_TRY = Duration.ofSeconds(60);

  private static final Duration MOST = Duration.ofDays(1);

  // Two files, for each of which HTTP tries three times to open TLS, and TLS three times to
  // connect:
  // so does 2.55, which was the slowest. 2.45 comes to 8.
  private static final int TRIES = 18;

  // The run that is under way, and the one that takes the backup's WAL along.
  private static final int RUNS = 2;

  /** After three failures PostgreSQL archives nothing for this long. */
  private static final Duration PAUSE = Duration.ofSeconds(60);

  // From then on a run ends at the first error, and no wait is long enough.
  private static final PgBackRestVersion STOPS_AT_ERRORS = PgBackRestVersion.require("2.59");

  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d|w)?");

  private WalPatience() {}

  /** Finds how long backups wait, where they have to wait longer than they would by themselves. */
  static Optional<Duration> of(Description description) {
    if (WAIT.find(description).isPresent()
        || description.target().pgbackrest().compareTo(STOPS_AT_ERRORS) >= 0) {
      return Optional.empty();
    }
    long dead = mayBeDead(description);
    return description.stanzas().stream()
        .filter(stanza -> dead > 0 && stanza.archive().async())
        .map(stanza -> tryOf(description, stanza).multipliedBy(RUNS * TRIES * dead).plus(PAUSE))
        .max(Comparator.naturalOrder())
        .map(wait -> wait.compareTo(MOST) < 0 ? wait : MOST);
  }

  /** A directory answers at once, if only that it is not there; one repository has to be alive. */
  private static long mayBeDead(Description description) {
    long distant =
        description.repositories().stream()
            .map(Repository::storage)
            .filter(storage -> !storage.local())
            .count();
    return Math.min(distant, description.repositories().size() - 1L);
  }

  private static Duration tryOf(Description description, Stanza stanza) {
    return TRY.find(description, stanza).flatMap(WalPatience::time).orElse(USUAL_TRY);
  }

  private static Optional<Duration> time(String text) {
    Matcher matcher = TIME.matcher(text);
    return matcher.matches()
        ? Optional.of(unit(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }

  private static Duration unit(@Nullable String unit) {
    return switch (unit == null ? "s" : unit) {
      case "ms" -> Duration.ofMillis(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      case "w" -> Duration.ofDays(7);
      default -> Duration.ofSeconds(1);
    };
  }
}
