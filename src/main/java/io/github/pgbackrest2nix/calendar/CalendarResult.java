package io.github.pgbackrest2nix.calendar;

import java.util.Optional;
import java.util.function.Function;

/** What became of a text that was to be a calendar expression. */
public sealed interface CalendarResult {
  /** Returns what fits: the expression or why there is none. */
  <R> R match(Function<CalendarExpression, R> accepted, Function<CalendarProblem, R> rejected);

  /** Returns the expression, if systemd accepts the text. */
  default Optional<CalendarExpression> expression() {
    return match(Optional::of, problem -> Optional.empty());
  }

  /** Returns why systemd refuses the text, if it does. */
  default Optional<CalendarProblem> problem() {
    return match(expression -> Optional.empty(), Optional::of);
  }

  /** A text that systemd accepts. */
  record Accepted(CalendarExpression got) implements CalendarResult {
    @Override
    public <R> R match(
        Function<CalendarExpression, R> accepted, Function<CalendarProblem, R> rejected) {
      return accepted.apply(got);
    }
  }

  /** A text that systemd refuses. */
  record Rejected(CalendarProblem why) implements CalendarResult {
    @Override
    public <R> R match(
        Function<CalendarExpression, R> accepted, Function<CalendarProblem, R> rejected) {
      return rejected.apply(why);
    }
  }
}
