package io.github.pgbackrest2nix.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CalendarParserTest {
  @Test
  void normalizesAsSystemdDoes() {
    Map<String, String> normalized = new LinkedHashMap<>();
    for (String expression : ExpressionTable.ACCEPTED.keySet()) {
      normalized.put(
          expression, CalendarParser.parse(expression).match(Object::toString, Object::toString));
    }

    assertThat(normalized).isEqualTo(ExpressionTable.ACCEPTED);
  }

  @Test
  void saysWhereAndWhyAnExpressionIsRefused() {
    Map<String, String> refused = new LinkedHashMap<>();
    for (String expression : ExpressionTable.REFUSED.keySet()) {
      refused.put(
          expression,
          CalendarParser.parse(expression).match(Object::toString, problem -> shown(problem)));
    }

    assertThat(refused).isEqualTo(ExpressionTable.REFUSED);
  }

  @Test
  void acceptsItsOwnNormalForm() {
    Map<String, String> again = new LinkedHashMap<>();
    for (String normalized : ExpressionTable.ACCEPTED.values()) {
      again.put(
          normalized, CalendarParser.parse(normalized).match(Object::toString, Object::toString));
    }

    assertThat(again).allSatisfy((written, read) -> assertThat(read).isEqualTo(written));
  }

  @Test
  void countsPlacesInCodePoints() {
    CalendarProblem problem = CalendarParser.parse("02:\uD83D\uDD53").problem().orElseThrow();

    assertThat(problem.offset()).isEqualTo(3);
    assertThat(problem.length()).isEqualTo(1);
  }

  @Test
  void refusesAbbreviationsThatOnlySomeHostsKnow() {
    assertThat(CalendarParser.parse("02:00 CEST").problem())
        .contains(
            new CalendarProblem(
                "\"CEST\" means something only on hosts whose own zone calls itself so",
                Optional.of("write the zone's name, for example \"Europe/Berlin\", or \"UTC\""),
                6,
                4));
  }

  @Test
  void boundsTheLengthOfLists() {
    assertThat(CalendarParser.parse("1,".repeat(240) + "1:00").problem())
        .isEqualTo(Optional.empty());
    assertThat(
            CalendarParser.parse("1,".repeat(241) + "1:00").problem().map(CalendarProblem::reason))
        .contains("242 values are more than the 241 allowed");
  }

  @Test
  void tellsTheZoneThatAnExpressionNames() {
    assertThat(CalendarParser.parse("daily Europe/Berlin").expression().orElseThrow().zone())
        .contains(ZoneId.of("Europe/Berlin"));
    assertThat(CalendarParser.parse("daily utc").expression().orElseThrow().zone())
        .contains(ZoneId.of("UTC"));
    assertThat(CalendarParser.parse("daily").expression().orElseThrow().zone())
        .isEqualTo(Optional.empty());
  }

  private static String shown(CalendarProblem problem) {
    return "%d+%d %s".formatted(problem.offset(), problem.length(), problem.reason());
  }
}
