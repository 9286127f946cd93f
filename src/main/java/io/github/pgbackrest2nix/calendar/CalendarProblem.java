package io.github.pgbackrest2nix.calendar;

import java.util.Optional;

/**
 * Why systemd refuses an expression, and which part of it.
 *
 * @param reason what is wrong, lower case, no full stop
 * @param help what to write instead, if that can be told
 * @param offset where the offending part begins, in code points from the start of the expression;
 *     its length if something is missing at the end
 * @param length how long the offending part is, in code points; 0 if something is missing there
 */
public record CalendarProblem(String reason, Optional<String> help, int offset, int length) {
  public CalendarProblem {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("no place in an expression: " + offset + "+" + length);
    }
  }
}
