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
    return Optional.of(Field.of(intervals));
  }

  private Optional<Interval> readInterval(Part item) {
    Matcher matcher = (unit == Unit.SECOND ? DECIMAL : WHOLE).matcher(item.text());
    if (!matcher.matches()) {
      return complain(item);
    }
    long start = number(matcher.group(1));
    long stop = Interval.OPEN;
    long repeat = 0;
    if (matcher.group("stop") != null) {
      stop = number(matcher.group("stop"));
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
    int most = unit.largest(side);
    if (!isInside(numbers[0])) {
      return outside(item.slice(matcher.start(1), matcher.end(1)));
    }
    if (matcher.group("stop") != null && !isInside(numbers[1])) {
      return outside(group(item, matcher, "stop"));
    }
    if (numbers[1] >= 0 && numbers[1] < numbers[0]) {
      return refusal.because(
          item,
          "the range ends before it begins",
          "write the smaller %s first".formatted(unit.word));
    }
    // A repetition that is too long for its range is dropped, one that is too long for its unit
    // is an error.
    if (numbers[2] > Integer.MAX_VALUE) {
      return tooLong(item, matcher);
    }
    Interval interval =
        new Interval((int) numbers[0], (int) numbers[1], (int) numbers[2]).shortest();
    boolean fits =
        interval.repeat() <= most - unit.smallest
            && (interval.stop() != Interval.OPEN || fitsOnce(interval, most));
    return fits ? Optional.of(interval) : tooLong(item, matcher);
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
        "%s %s does not exist".formatted(unit.word, number.text()),
        side == MonthSide.END
            ? "counted from the end of the month, days are 1 to " + unit.largest(side)
            : "%ss are %d to %d".formatted(unit.word, unit.smallest, unit.largest / unit.scale));
  }

  private Optional<Interval> complain(Part item) {
    if (item.isEmpty()) {
      return refusal.because(item, "a %s is missing here".formatted(unit.word));
    }
    if (item.text().startsWith("*")) {
      return refusal.because(
          item,
          "a star stands for any %s and cannot be part of a list or repetition"
              .formatted(unit.word),
          "write the first value instead of the star, for example \"%d/5\""
              .formatted(unit.smallest));
    }
    return refusal.because(
        item, "\"%s\" is not a %s, range or repetition".formatted(item.text(), unit.word));
  }

  private static Part group(Part item, Matcher matcher, String name) {
    return item.slice(matcher.start(name), matcher.end(name));
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
    return unit == Unit.YEAR ? inCentury(value) : value;
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
