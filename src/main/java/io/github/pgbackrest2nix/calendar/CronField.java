package io.github.pgbackrest2nix.calendar;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of a cron expression, with the names that stand for their numbers. */
enum CronField {
  MINUTE(0, 59, ""),
  HOUR(0, 23, ""),
  DAY(1, 31, ""),
  MONTH(1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
  WEEKDAY(0, 7, "sun mon tue wed thu fri sat");

  private static final Pattern ITEM =
      Pattern.compile(
          "(?:\\*|(?<first>[a-z]{3}|[0-9]{1,2})(?:-(?<last>[a-z]{3}|[0-9]{1,2}))?)"
              + "(?:/(?<step>[0-9]{1,2}))?");
  private static final int UNKNOWN = -1;

  private final int smallest;
  private final int largest;
  private final String names;

  CronField(int smallest, int largest, String names) {
    this.smallest = smallest;
    this.largest = largest;
    this.names = names;
  }

  /** Numbers from one to another, a step apart. */
  private record Steps(int first, int last, int step) {}

  /** Returns the field in systemd's words, if it is one of cron's. */
  Optional<String> translate(String field) {
    List<Steps> all = new ArrayList<>();
    for (String item : field.split(",", -1)) {
      Optional<Steps> steps = read(item);
      if (steps.isEmpty()) {
        return Optional.empty();
      }
      all.add(steps.get());
    }
    if (all.stream().anyMatch(steps -> steps.equals(new Steps(smallest, largest, 1)))) {
      return Optional.of("*");
    }
    return Optional.of(
        this == WEEKDAY
            ? weekdays(all)
            : String.join(",", all.stream().map(this::written).toList()));
  }

  private Optional<Steps> read(String item) {
    Matcher matcher = ITEM.matcher(item);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String written = matcher.group("step");
    int step = written == null ? 1 : Integer.parseInt(written);
    String from = matcher.group("first");
    int first = from == null ? smallest : number(from);
    int last = last(matcher, first);
    return first < smallest || last > largest || last < first || step == 0
        ? Optional.empty()
        : Optional.of(new Steps(first, last, step));
  }

  private int last(Matcher matcher, int first) {
    String to = matcher.group("last");
    if (to != null) {
      return number(to);
    }
    boolean single = matcher.group("first") != null && matcher.group("step") == null;
    return single ? first : largest;
  }

  private int number(String written) {
    if (Character.isDigit(written.charAt(0))) {
      return Integer.parseInt(written);
    }
    int index = List.of(names.split(" ", -1)).indexOf(written);
    return index < 0 ? UNKNOWN : index + smallest;
  }

  private String written(Steps steps) {
    // systemd refuses a repetition that does not come round once.
    if (steps.first() + steps.step() > steps.last()) {
      return Integer.toString(steps.first());
    }
    String range =
        steps.last() == largest && steps.step() > 1
            ? Integer.toString(steps.first())
            : steps.first() + ".." + steps.last();
    return steps.step() == 1 ? range : range + "/" + steps.step();
  }

  private static String weekdays(List<Steps> all) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (Steps steps : all) {
      for (int day = steps.first(); day <= steps.last(); day += steps.step()) {
        days.add(DayOfWeek.of(day % 7 == 0 ? 7 : day % 7));
      }
    }
    Weekdays found = Weekdays.of(days);
    return found.isAny() ? "*" : found.text();
  }
}
