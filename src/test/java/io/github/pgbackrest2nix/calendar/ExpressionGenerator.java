package io.github.pgbackrest2nix.calendar;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Calendar expressions from a seed: most are good, some are broken on purpose. */
final class ExpressionGenerator {
  private static final List<String> DAYS =
      List.of(
          "Mon",
          "tue",
          "WED",
          "Thu",
          "fri",
          "Sat",
          "Sun",
          "Monday",
          "tuesday",
          "WEDNESDAY",
          "Thursday",
          "friday",
          "Saturday",
          "SUNDAY");
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "utc",
          "Europe/Berlin",
          "America/New_York",
          "Asia/Kolkata",
          "Etc/GMT+5",
          "Australia/Lord_Howe",
          "Africa/Casablanca",
          "Europe/Dublin",
          "posix/Asia/Tokyo",
          "HST",
          "europe/berlin",
          "Mars/Base",
          "");
  private static final String CHARACTERS = "0123456789*,-~:./ @MoUTCz+";

  private final Random random;

  ExpressionGenerator(long seed) {
    this.random = new Random(seed);
  }

  /** Returns so many different expressions, every third of them mutated. */
  Set<String> generate(int count) {
    Set<String> expressions = new LinkedHashSet<>();
    Set<String> seen = new HashSet<>();
    while (expressions.size() < count) {
      String expression = one(3) ? mutated(expression()) : expression();
      // systemd does not repeat the spaces at the end, so answers would be taken for each other.
      if (seen.add(expression.stripTrailing())) {
        expressions.add(expression);
      }
    }
    return expressions;
  }

  private String expression() {
    List<String> words = new ArrayList<>();
    if (one(3)) {
      words.add(weekdays());
    }
    if (!one(3)) {
      words.add(date());
    }
    if (words.isEmpty() || !one(4)) {
      words.add(time());
    }
    if (one(6)) {
      words.add(pick(ZONES));
    }
    return String.join(one(20) ? "  " : " ", words);
  }

  private String weekdays() {
    StringBuilder text = new StringBuilder(pick(DAYS));
    while (one(2)) {
      text.append(pick(List.of(",", "..", "-", ",", ","))).append(pick(DAYS));
    }
    return text.append(one(8) ? "," : "").toString();
  }

  private String date() {
    String separator = one(4) ? "~" : "-";
    int lastDay = separator.equals("~") ? 28 : 31;
    String day = separator + field(1, lastDay);
    return switch (random.nextInt(4)) {
      case 0 -> field(1, 12) + day;
      case 1 -> year() + "-" + field(1, 12) + day;
      default -> "*-" + (one(2) ? "*" : field(1, 12)) + day;
    };
  }

  private String year() {
    return pick(
        List.of("2026", "2026..2029", "2024/2", "26", "99..30", "70/3", "2030", "1970", "2199"));
  }

  private String time() {
    String hourAndMinute = field(0, 23) + ":" + field(0, 59);
    return one(3) ? hourAndMinute + ":" + seconds() : hourAndMinute;
  }

  private String seconds() {
    return switch (random.nextInt(6)) {
      case 0 -> "*";
      case 1 -> decimal() + "/" + decimal();
      case 2 -> decimal() + ".." + decimal() + (one(2) ? "/" + decimal() : "");
      case 3 -> decimal() + "," + decimal();
      default -> field(0, 59);
    };
  }

  private String decimal() {
    return random.nextInt(60)
        + pick(List.of("", "", ".5", ".25", ".0000004", ".9999999", ".123456"));
  }

  private String field(int smallest, int largest) {
    if (one(4)) {
      return "*";
    }
    StringBuilder text = new StringBuilder(interval(smallest, largest));
    while (one(4)) {
      text.append(',').append(interval(smallest, largest));
    }
    return text.toString();
  }

  private String interval(int smallest, int largest) {
    int first = number(smallest, largest);
    String start = one(3) ? "%02d".formatted(first) : Integer.toString(first);
    return switch (random.nextInt(6)) {
      case 0 -> start + ".." + number(one(10) ? smallest : Math.min(first, largest), largest);
      case 1 -> start + "/" + (1 + random.nextInt(one(4) ? largest : 9));
      case 2 ->
          start + ".." + number(Math.min(first, largest), largest) + "/" + (1 + random.nextInt(9));
      default -> start;
    };
  }

  private int number(int smallest, int largest) {
    // One in fifty lies beyond what exists.
    int most = one(50) ? largest + 5 : largest;
    return smallest + random.nextInt(most - smallest + 1);
  }

  private String mutated(String expression) {
    StringBuilder text = new StringBuilder(expression);
    int at = random.nextInt(text.length());
    char character = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    switch (random.nextInt(3)) {
      case 0 -> text.deleteCharAt(at);
      case 1 -> text.insert(at, character);
      default -> text.setCharAt(at, character);
    }
    return text.toString();
  }

  private boolean one(int of) {
    return random.nextInt(of) == 0;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
