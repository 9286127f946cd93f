package io.github.pgbackrest2nix.calendar;

import io.github.pgbackrest2nix.calendar.CalendarResult.Accepted;
import io.github.pgbackrest2nix.calendar.CalendarResult.Rejected;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses calendar expressions, and accepts what systemd accepts on every host (versions 252 to 260
 * agree).
 *
 * <p>Not what it accepts on some: the two abbreviations of the host's own zone, like CEST, which
 * are refused unless the zone database has a zone of that name; and the zones that depend on the
 * host's files: localtime, posixrules and those with leap seconds.
 */
public final class CalendarParser {
  private static final String UTC = " UTC";
  private static final Pattern ZONE_LIKE = Pattern.compile("[A-Za-z][A-Za-z0-9_+/-]*");
  private static final Pattern ABBREVIATION = Pattern.compile("[A-Z]{3,5}");

  private CalendarParser() {}

  /** Returns the expression that a text is, or why systemd refuses it. */
  public static CalendarResult parse(String text) {
    Refusal refusal = new Refusal();
    return read(text, refusal)
        .<CalendarResult>map(Accepted::new)
        .orElseGet(() -> new Rejected(refusal.problem()));
  }

  private static Optional<CalendarExpression> read(String text, Refusal refusal) {
    Part all = Part.all(text);
    Optional<Part> foreign = all.firstBeyondAscii();
    if (foreign.isPresent()) {
      return refusal.because(
          foreign.get(),
          "\"%s\" is no character of a calendar expression".formatted(foreign.get().text()));
    }
    int space = text.lastIndexOf(' ');
    Optional<CalendarZone> zone = zone(text, space);
    Part body = zone.isPresent() ? all.slice(0, space) : all;
    if (body.isEmpty()) {
      return refusal.because(
          all, "a calendar expression is missing", "write for example \"daily\" or \"02:00\"");
    }
    Optional<CalendarExpression> shorthand = Shorthands.find(body.text(), zone);
    if (shorthand.isPresent()) {
      return shorthand;
    }
    Part word = all.slice(space + 1);
    if (zone.isEmpty() && space >= 0 && namesZone(word)) {
      return refuseZone(word, refusal);
    }
    return new ExpressionReader(refusal, zone).read(body);
  }

  private static Optional<CalendarZone> zone(String text, int space) {
    if (text.toUpperCase(Locale.ROOT).endsWith(UTC)) {
      return Optional.of(CalendarZone.UTC);
    }
    return space < 0 ? Optional.empty() : CalendarZone.find(text.substring(space + 1));
  }

  /** Returns whether a last word is meant as a zone: after a space, only zones have letters. */
  private static boolean namesZone(Part word) {
    return ZONE_LIKE.matcher(word.text()).matches() && Weekdays.find(word.text()).isEmpty();
  }

  private static <T> Optional<T> refuseZone(Part word, Refusal refusal) {
    String name = word.text();
    Optional<String> meant = CalendarZone.findIgnoringCase(name);
    if (meant.isPresent()) {
      return refusal.because(
          word,
          "\"%s\" is no time zone, for their case matters".formatted(name),
          "write \"%s\"".formatted(meant.get()));
    }
    if (ABBREVIATION.matcher(name).matches()) {
      return refusal.because(
          word,
          "\"%s\" means something only on hosts whose own zone calls itself so".formatted(name),
          "write the zone's name, for example \"Europe/Berlin\", or \"UTC\"");
    }
    return refusal.because(
        word,
        "\"%s\" is no time zone".formatted(name),
        "write \"UTC\" or a name of the zone database, for example \"Europe/Berlin\"");
  }
}
