import io.github.pgbackrest2nix.calendar.CalendarExpression;
import io.github.pgbackrest2nix.calendar.CalendarParser;
import io.github.pgbackrest2nix.forecast.RunGaps;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** How fast calendars are parsed, normalised and followed. Prints numbers, judges nothing. */
final class CalendarThroughput {
  private static final List<String> EXPRESSIONS =
      List.of(
          "daily",
          "02:00",
          "00/6:30",
          "*:0/15",
          "Mon,Thu 03:00",
          "Sat..Sun *-*-1..7 04:00 Europe/Berlin",
          "Mon *-05~07/1",
          "05:40:23.4200004/3.1700005",
          "25:00");
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private CalendarThroughput() {}

  public static void main(String[] arguments) {
    for (int round = 1; round <= 3; round++) {
      parse(200_000);
      follow("hourly", 200_000);
      follow("Mon *-05~07/1", 170);
      gaps("minutely");
      gaps("*:*:*");
    }
  }

  private static void parse(int count) {
    long start = System.nanoTime();
    long length = 0;
    for (int i = 0; i < count; i++) {
      length +=
          CalendarParser.parse(EXPRESSIONS.get(i % EXPRESSIONS.size()))
              .match(accepted -> accepted.normalized().length(), problem -> 0);
    }
    report("parse and normalise (" + length / count + " characters)", count, start);
  }

  private static void follow(String expression, int count) {
    CalendarExpression calendar = CalendarParser.parse(expression).expression().orElseThrow();
    long start = System.nanoTime();
    int found = calendar.elapses(FROM, ZONE).next(count).size();
    report("elapses of \"" + expression + "\"", found, start);
  }

  private static void gaps(String expression) {
    CalendarExpression calendar = CalendarParser.parse(expression).expression().orElseThrow();
    long start = System.nanoTime();
    String longest = RunGaps.longest(List.of(calendar), ZONE).toString();
    report("longest gap of \"" + expression + "\" " + longest, 1, start);
  }

  private static void report(String what, int count, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT, "%-50s %8d in %6.3f s, %12.0f a second%n", what, count, seconds, count / seconds);
  }
}
