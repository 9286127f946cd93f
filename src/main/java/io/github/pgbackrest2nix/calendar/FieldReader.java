package io.github.pgbackrest2nix.calendar;

import io.github.pgbackrest2nix.calendar.Unit.MonthSide;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values of one unit: a star, or a list of numbers, ranges and repetitions. */
final class FieldReader {
  /** What systemd bears in one list. */
  private static final int MOST_INTERVALS = 241;

  // A second point ends a fraction, for two of them make a range.
  private static final Pattern WHOLE = interval("[0-9]+");
  private static final Pattern DECIMAL = interval("[0-9]+(?:\\.(?!\\.)[0-9]+)?");

  private final Refusal refusal;
  private final Unit unit;
  private final MonthSide side;

  FieldReader(Refusal refusal, Unit unit, MonthSide side) {
    this.refusal = refusal;
    this.unit = unit;
    this.side = side;
  }

  private static Pattern interval(String number) {
    return Pattern.compile("(%1$s)(?:\\.\\.(?<stop>%1$s))?(?:/(?<repeat>%1$s))?".formatted(number));
  }

  Optional<Field> read(Part part) {
    if (part.text().equals("*")) {
      return Optional.of(
          unit == Unit.SECOND
              ? Field.of(List.of(new Interval(0, Interval.OPEN, unit.scale)))
              : Field.ANY);
    }
    List<Part> items = part.split(",");
    if (items.size() > MOST_INTERVALS) {
      return refusal.because(
          part, "%d values are more than the %d allowed".formatted(items.size(), MOST_INTERVALS));
    }
    List<Interval> intervals = new ArrayList<>();
    for (Part item : items) {
      Optional<Interval> interval = readInterval(item);
      if (interval.isEmpty()) {
        return Optional.empty();
      }
      intervals.add(interval.get());
    }
    Field field = Field.of(intervals);
    return side == MonthSide.END ? checkedFromEnd(part, field) : Optional.of(field);
  }

  /**
   * Returns the days counted from the end of the month if systemd bears them: it takes off three
   * days for every value in the list instead of once, after sorting, so that of two values the
   * second may be 25 at most, of three the third 22.
   */
  private Optional<Field> checkedFromEnd(Part part, Field field) {
    int most = unit.largest;
    for (Interval interval : field.intervals()) {
      most -= unit.largest - unit.largest(side);
      if (Math.max(interval.start(), interval.stop()) > most
          || interval.repeat() > most - unit.smallest) {
        return refusal.because(
            part,
            "in a list of days counted from the end of the month, systemd allows at most 28 for the"
                + " first and three less for each that follows",
            "write a calendar of its own for each day");
      }
    }
    return Optional.of(field);
  }

  private Optional<Interval> readInterval(Part item) {
    Matcher matcher = (unit == Unit.SECOND ? DECIMAL : WHOLE).matcher(item.text());
    if (!matcher.matches()) {
      return complain(item);
    }
    long start = value(matcher.group(1));
    long stop = Interval.OPEN;
    long repeat = 0;
    if (matcher.group("stop") != null) {
      stop = value(matcher.group("stop"));
      repeat = unit.scale;
    }
    if (matcher.group("repeat") != null) {
      repeat = number(matcher.group("repeat"));
      if (repeat == 0) {
        return refusal.because(
            group(item, matcher, "repeat"), "a repetition of 0 would never move on");
      }
    } else if (unit == Unit.SECOND && stop >= 0 && start + repeat > stop) {
      return refusal.because(
          item,
          "a range shorter than a second needs a repetition",
          "add one, for example \"%s/0.1\"".formatted(item.text()));
    }
    return checked(item, matcher, new long[] {start, stop, repeat});
  }

  private Optional<Interval> checked(Part item, Matcher matcher, long[] numbers) {
    if (!isInside(numbers[0])) {
      return outside(item.slice(matcher.start(1), matcher.end(1)));
    }
    if (numbers[1] >= 0 && numbers[1] < numbers[0]) {
      return refusal.because(
          item,
          "the range ends before it begins",
          "write the smaller %s first".formatted(unit.word));
    }
    if (numbers[1] > Integer.MAX_VALUE) {
      return outside(group(item, matcher, "stop"));
    }
    if (numbers[2] > Integer.MAX_VALUE) {
      return tooLong(item, matcher);
    }
    // As in systemd, before it looks at the end of the range: 50..61/7 ends at 57, and a repetition
    // that is too long for its range is dropped.
    Interval interval =
        new Interval((int) numbers[0], (int) numbers[1], (int) numbers[2]).shortest();
    if (interval.stop() != Interval.OPEN && !isInside(interval.stop())) {
      return outside(group(item, matcher, "stop"));
    }
    return fits(interval) ? Optional.of(interval) : tooLong(item, matcher);
  }

  private boolean fits(Interval interval) {
    int most = unit.largest(side);
    return interval.repeat() <= most - unit.smallest
        && (interval.stop() != Interval.OPEN || fitsOnce(interval, most));
  }

  private boolean fitsOnce(Interval interval, int most) {
    return side == MonthSide.END
        ? interval.start() - interval.repeat() >= unit.smallest
        : interval.start() + (long) interval.repeat() <= most;
  }

  private boolean isInside(long value) {
    return value >= unit.smallest && value <= unit.largest(side);
  }

  private Optional<Interval> tooLong(Part item, Matcher matcher) {
    return refusal.because(
        group(item, matcher, "repeat"),
        "the repetition leaves the %s before it comes round once".formatted(span()),
        "leave it out, or write a shorter one");
  }

  private String span() {
    return switch (unit) {
      case YEAR -> "years up to " + unit.largest;
      case MONTH -> "year";
      case DAY -> "month";
      case HOUR -> "day";
      case MINUTE -> "hour";
      case SECOND -> "minute";
    };
  }

  private Optional<Interval> outside(Part number) {
    return refusal.because(
        number,
        (unit == Unit.YEAR ? "%s %s is none that systemd reckons with" : "%s %s does not exist")
            .formatted(unit.word, number.text()),
        side == MonthSide.END
            ? "counted from the end of the month, days are 1 to " + unit.largest(side)
            : "%ss are %d to %d".formatted(unit.word, unit.smallest, unit.largest / unit.scale));
  }

  private Optional<Interval> complain(Part item) {
    if (item.isEmpty()) {
      return refusal.because(item, "%s is missing here".formatted(unit.withArticle()));
    }
    int space = item.indexOf(' ');
    if (space < item.to() - item.from()) {
      return refusal.because(
          item.slice(space), "after the time, nothing may follow but a space and a time zone");
    }
    if (item.text().startsWith("*")) {
      return refusal.because(
          item,
          "a star stands for any %s and cannot be part of a list or repetition"
              .formatted(unit.word),
          "write the first value instead of the star, for example \"%d/5\""
              .formatted(unit.smallest));
    }
    String reason =
        "\"%s\" is not %s, range or repetition".formatted(item.text(), unit.withArticle());
    return item.text().matches("[0-9]+-[0-9]+")
        ? refusal.because(
            item, reason, "write \"%s\" for a range".formatted(item.text().replace("-", "..")))
        : refusal.because(item, reason);
  }

  private static Part group(Part item, Matcher matcher, String name) {
    return item.slice(matcher.start(name), matcher.end(name));
  }

  /** Returns a value; a year of two digits is one of 1970 to 2069. */
  private long value(String text) {
    long value = number(text);
    return unit == Unit.YEAR ? inCentury(value) : value;
  }

  /** Returns a number in the unit's scale; what does not fit becomes too large for any unit. */
  private long number(String text) {
    int point = text.indexOf('.');
    String whole = point < 0 ? text : text.substring(0, point);
    String digits = whole.replaceFirst("^0+(?=.)", "");
    if (digits.length() > 9) {
      return Long.MAX_VALUE / 4;
    }
    long value = Long.parseLong(digits) * unit.scale;
    value += point < 0 ? 0 : fraction(text.substring(point + 1));
    return value;
  }

  /** Returns decimals as microseconds, rounded half up. */
  private static long fraction(String decimals) {
    String seven = (decimals + "0000000").substring(0, 7);
    return (Long.parseLong(seven) + 5) / 10;
  }

  private static long inCentury(long year) {
    if (year >= 100) {
      return year;
    }
    return year < 70 ? year + 2000 : year + 1900;
  }
}
