package io.github.pgbackrest2nix.calendar;

import io.github.pgbackrest2nix.calendar.Unit.MonthSide;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads an expression without its zone: days of the week, a date and a time, each optional. */
final class ExpressionReader {
  private static final String DATE_SEPARATORS = "-~";
  private static final long LARGEST_EPOCH_SECOND =
      LocalDateTime.of(2199, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC);

  // As strtoul() reads numbers: with white space and a sign.
  private static final Pattern EPOCH = Pattern.compile("[ \\t\\n\\x0B\\f\\r]*(?:\\+?[0-9]+|-0+)");

  private final Refusal refusal;
  private final Map<Unit, Field> fields = new EnumMap<>(Unit.class);
  private final Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
  private MonthSide side = MonthSide.START;
  private Optional<CalendarZone> zone;

  ExpressionReader(Refusal refusal, Optional<CalendarZone> zone) {
    this.refusal = refusal;
    this.zone = zone;
  }

  Optional<CalendarExpression> read(Part part) {
    if (part.text().startsWith(" ")) {
      return refusal.because(
          part.slice(0, 1), "systemd does not skip spaces at the beginning", "remove them");
    }
    return readWeekdays(part)
        .flatMap(this::readDate)
        .flatMap(this::readTime)
        .map(end -> new CalendarExpression(Weekdays.of(days), fields, side, zone));
  }

  /** Returns what follows the days of the week. */
  private Optional<Part> readWeekdays(Part part) {
    if (part.isEmpty() || !isLetter(part.text().charAt(0))) {
      return Optional.of(part);
    }
    Part word = part.slice(0, part.indexOf(' '));
    List<Part> items = word.split(",");
    for (int i = 0; i < items.size(); i++) {
      boolean trailing = i > 0 && i == items.size() - 1 && items.get(i).isEmpty();
      if (!trailing && readDays(items.get(i)).isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(part.slice(word.to() - word.from()).withoutLeadingSpaces());
  }

  private Optional<Part> readDays(Part item) {
    int end = item.indexOfAny("-.");
    Optional<DayOfWeek> first = readDay(item.slice(0, end));
    if (first.isEmpty() || end == item.to() - item.from()) {
      first.ifPresent(days::add);
      return first.map(day -> item);
    }
    String separator = item.text().startsWith("..", end) ? ".." : "-";
    if (!item.text().startsWith(separator, end)) {
      return refusal.because(
          item.slice(end, end + 1), "a single point is no range", "write \"..\" between the days");
    }
    Optional<DayOfWeek> last = readDay(item.slice(end + separator.length()));
    if (last.isEmpty()) {
      return Optional.empty();
    }
    if (last.get().compareTo(first.get()) < 0) {
      return refusal.because(
          item,
          "the range ends before it begins, for weeks begin on Monday",
          "write two, for example \"Sat..Sun,Mon\"");
    }
    days.addAll(Weekdays.range(first.get(), last.get()));
    return Optional.of(item);
  }

  private Optional<DayOfWeek> readDay(Part name) {
    Optional<DayOfWeek> day = Weekdays.find(name.text());
    if (day.isPresent()) {
      return day;
    }
    if (name.isEmpty()) {
      return refusal.because(name, "a day of the week is missing here");
    }
    if (Shorthands.find(name.text(), zone).isPresent()) {
      return refusal.because(
          name,
          "\"%s\" stands alone or before a time zone".formatted(name.text()),
          "for a time of day write it alone, for example \"02:00\"");
    }
    return refusal.because(
        name,
        "\"%s\" is neither a day of the week nor a shorthand".formatted(name.text()),
        "days are Monday or Mon and so on; shorthands are " + String.join(", ", Shorthands.NAMES));
  }

  /** Returns the time that follows the date. */
  private Optional<Part> readDate(Part part) {
    if (part.text().startsWith("@")) {
      return readEpoch(part);
    }
    Part word = part.slice(0, part.indexOf(' '));
    int separator = word.indexOfAny(DATE_SEPARATORS);
    boolean isDate = separator < word.indexOf(':') && separator < word.to() - word.from();
    if (!isDate) {
      return Optional.of(part);
    }
    List<Part> items = word.split(DATE_SEPARATORS);
    if (items.size() > 3) {
      return refusal.because(items.get(3), "a date has three parts, this is a fourth");
    }
    if (items.size() == 3 && isTilde(items.get(1))) {
      return refusal.because(
          items.get(0).slice(items.get(0).to() - items.get(0).from()).slice(0, 0),
          "\"~\" stands before the day, not before the month",
          "write for example \"*-02~03\" for the third last day of February");
    }
    Part day = items.get(items.size() - 1);
    side = isTilde(day) ? MonthSide.END : MonthSide.START;
    boolean read =
        (items.size() == 2 || readField(Unit.YEAR, items.get(0)))
            && readField(Unit.MONTH, items.get(items.size() - 2))
            && readField(Unit.DAY, day);
    return read
        ? Optional.of(part.slice(word.to() - word.from()).withoutLeadingSpaces())
        : Optional.empty();
  }

  private static boolean isTilde(Part item) {
    return item.whole().charAt(item.from() - 1) == '~';
  }

  private Optional<Part> readEpoch(Part part) {
    Part number = part.slice(1);
    if (!EPOCH.matcher(number.text()).matches()) {
      return refusal.because(
          part,
          "after \"@\" comes a number of seconds since 1970 and nothing else",
          "for repeated runs use a shorthand without \"@\", for example \"daily\"");
    }
    String digits = number.text().replaceAll("[^0-9]", "").replaceFirst("^0+(?=.)", "");
    if (digits.length() > 10 || Long.parseLong(digits) > LARGEST_EPOCH_SECOND) {
      return refusal.because(number, "the time is after the year 2199, where systemd stops");
    }
    LocalDateTime time = LocalDateTime.ofEpochSecond(Long.parseLong(digits), 0, ZoneOffset.UTC);
    zone = Optional.of(CalendarZone.UTC);
    fields.put(Unit.YEAR, Field.only(time.getYear()));
    fields.put(Unit.MONTH, Field.only(time.getMonthValue()));
    fields.put(Unit.DAY, Field.only(time.getDayOfMonth()));
    fields.put(Unit.HOUR, Field.only(time.getHour()));
    fields.put(Unit.MINUTE, Field.only(time.getMinute()));
    fields.put(Unit.SECOND, Field.only(time.getSecond() * Unit.SECOND.scale));
    return Optional.of(part.slice(part.to() - part.from()));
  }

  /** Returns the empty end. */
  private Optional<Part> readTime(Part part) {
    if (part.isEmpty()) {
      Shorthands.MIDNIGHT.forEach(fields::putIfAbsent);
      return Optional.of(part);
    }
    List<Part> items = part.split(":");
    if (items.size() == 1) {
      return complain(part);
    }
    if (items.size() > 3) {
      return refusal.because(items.get(3), "a time has three parts, this is a fourth");
    }
    fields.put(Unit.SECOND, Field.only(0));
    boolean read =
        readField(Unit.HOUR, items.get(0))
            && readField(Unit.MINUTE, items.get(1))
            && (items.size() == 2 || readField(Unit.SECOND, items.get(2)));
    return read ? Optional.of(part.slice(part.to() - part.from())) : Optional.empty();
  }

  private <T> Optional<T> complain(Part part) {
    if (isLetter(part.text().charAt(0))) {
      return refusal.because(
          part,
          "\"%s\" stands where the date or time begins".formatted(part.text()),
          "join days of the week by commas without spaces");
    }
    String shown = part.text().toLowerCase(Locale.ROOT);
    return refusal.because(
        part,
        "\"%s\" is neither a date nor a time".formatted(part.text()),
        Pattern.matches("[0-9]+", shown)
            ? "for the hour write \"%s:00\", for the day of the month \"*-*-%s\""
                .formatted(shown, shown)
            : "a date is like \"*-*-01\", a time is like \"02:00\"");
  }

  private boolean readField(Unit unit, Part item) {
    MonthSide counted = unit == Unit.DAY ? side : MonthSide.START;
    Optional<Field> field = new FieldReader(refusal, unit, counted).read(item);
    field.ifPresent(read -> fields.put(unit, read));
    return field.isPresent();
  }

  private static boolean isLetter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  }
}
