package io.github.pgbackrest2nix.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.calendar.SystemdAnalyze.Answer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Our answers against those of the systemd that is installed.
 *
 * <p>Left out are the classes that cannot agree: abbreviations of the host's own zone (CEST), zones
 * that are files of the host (localtime, posixrules, right/...), {@code @-N} (systemd lets it wrap
 * round), elapses of days counted from the end of the month in zones that save time in winter
 * (there systemd takes a neighbouring day on the day of the change), and from systemd 257 the
 * elapses of day repetitions without end, where it no longer leaves out the first of January.
 */
final class CalendarOracleIT {
  private static final int GENERATED = 2400;
  private static final int ELAPSES = 4;
  private static final int JANUARY_REPAIRED = 257;
  private static final List<String> REVERSED = List.of("Europe/Dublin", "Africa/Casablanca");
  private static final Pattern OPEN_DAY_REPETITION = Pattern.compile(".*[-~][^ ]*/[0-9]+[, ].*");

  private final SystemdAnalyze systemd = new SystemdAnalyze();

  @ParameterizedTest
  @CsvSource({
    "UTC, 2026-01-01T00:00:00Z",
    "UTC, 2028-02-28T12:34:56Z",
    "Europe/Berlin, 2026-03-28T23:10:00Z",
    "Europe/Berlin, 2026-10-24T22:10:00Z",
    "Europe/Berlin, 2026-10-25T01:20:00Z",
    "Europe/Berlin, 2026-07-14T08:00:01Z",
    "America/New_York, 2026-03-08T05:30:00Z",
    "America/New_York, 2026-11-01T04:30:00Z",
    "Asia/Kolkata, 2026-12-31T18:00:00Z",
    "Australia/Lord_Howe, 2026-04-04T13:10:00Z",
    "Australia/Lord_Howe, 2026-10-03T14:10:00Z",
    "Africa/Casablanca, 2026-02-15T00:30:00Z",
    "Africa/Casablanca, 2026-03-22T00:30:00Z",
    "Europe/Dublin, 2026-03-28T23:10:00Z",
    "Europe/Dublin, 2026-10-24T22:10:00Z",
  })
  void agreesWithSystemd(String hostZone, Instant base) {
    Set<String> expressions = new ExpressionGenerator(base.getEpochSecond()).generate(GENERATED);
    expressions.addAll(ExpressionTable.ACCEPTED.keySet());
    expressions.addAll(ExpressionTable.REFUSED.keySet());
    boolean repaired = systemd.version() >= JANUARY_REPAIRED;

    Map<String, Answer> answers = systemd.calendar(expressions, hostZone, base, ELAPSES);

    List<String> disagreements = new ArrayList<>();
    for (String expression : expressions) {
      Optional<Answer> theirs = Optional.ofNullable(answers.get(expression.stripTrailing()));
      Optional<Answer> ours = answer(expression, base, ZoneId.of(hostZone));
      boolean undecided = isUndecided(ours, ZoneId.of(hostZone), repaired);
      if (!agree(theirs, ours, undecided)) {
        disagreements.add("%s: systemd %s, we %s".formatted(expression, theirs, ours));
      }
    }
    assertThat(disagreements).isEmpty();
  }

  private static Optional<Answer> answer(String expression, Instant base, ZoneId hostZone) {
    return CalendarParser.parse(expression)
        .expression()
        .map(
            parsed ->
                new Answer(
                    Optional.of(parsed.normalized()),
                    parsed.elapses(base, hostZone).next(ELAPSES).stream()
                        .map(elapse -> elapse.truncatedTo(ChronoUnit.SECONDS))
                        .toList()));
  }

  private static boolean isUndecided(Optional<Answer> ours, ZoneId hostZone, boolean repaired) {
    String form = ours.flatMap(Answer::normalized).orElse("");
    boolean reversed = REVERSED.stream().anyMatch((hostZone + " " + form)::contains);
    return (reversed && form.contains("~"))
        || (repaired && OPEN_DAY_REPETITION.matcher(form).matches());
  }

  private static boolean agree(Optional<Answer> theirs, Optional<Answer> ours, boolean undecided) {
    if (theirs.isEmpty() || ours.isEmpty()) {
      return theirs.isEmpty() && ours.isEmpty();
    }
    if (theirs.get().normalized().isEmpty()) {
      // It lost itself on one of the elapses and printed nothing; there we must end as well.
      return undecided || ours.get().elapses().size() < ELAPSES;
    }
    return theirs.get().normalized().equals(ours.get().normalized())
        && (undecided || theirs.get().elapses().equals(ours.get().elapses()));
  }
}
