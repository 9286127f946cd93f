package io.github.pgbackrest2nix.calendar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why the expression that is being read is refused: the first reason given counts. */
final class Refusal {
  private final List<CalendarProblem> problems = new ArrayList<>();

  /** Notes a reason and returns nothing, for the reader to return in place of a value. */
  <T> Optional<T> because(Part part, String reason) {
    return add(part, reason, Optional.empty());
  }

  /** Notes a reason and what to write instead, and returns nothing. */
  <T> Optional<T> because(Part part, String reason, String help) {
    return add(part, reason, Optional.of(help));
  }

  private <T> Optional<T> add(Part part, String reason, Optional<String> help) {
    problems.add(new CalendarProblem(reason, help, part.offset(), part.length()));
    return Optional.empty();
  }

  CalendarProblem problem() {
    return problems.get(0);
  }
}
