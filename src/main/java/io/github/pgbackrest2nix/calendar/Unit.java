package io.github.pgbackrest2nix.calendar;

/**
 * What a field of an expression counts, from the coarsest to the finest.
 *
 * <p>Seconds are counted in microseconds, because they may have decimals.
 */
enum Unit {
  YEAR("year", 1970, 2199, 1, 4, 0),
  MONTH("month", 1, 12, 1, 2, 1),
  DAY("day", 1, 31, 1, 2, 1),
  HOUR("hour", 0, 23, 1, 2, 0),
  MINUTE("minute", 0, 59, 1, 2, 0),
  SECOND("second", 0, 59_999_999, 1_000_000, 2, 0);

  /** What a user calls it. */
  final String word;

  /** The values that systemd accepts. */
  final int smallest;

  final int largest;

  /** How many of what is counted make one of what is written. */
  final int scale;

  /** How many digits systemd prints at least. */
  final int digits;

  /** Its place, for arrays: the search runs too often for maps. */
  @SuppressWarnings("EnumOrdinal") // the order is what this enum is about
  final int index = ordinal();

  /** What it becomes when a coarser unit moves on. */
  final int reset;

  Unit(String word, int smallest, int largest, int scale, int digits, int reset) {
    this.word = word;
    this.smallest = smallest;
    this.largest = largest;
    this.scale = scale;
    this.digits = digits;
    this.reset = reset;
  }

  /** Returns the largest value of a field; counted from the end of a month, the 28th last day. */
  int largest(MonthSide side) {
    // Every month has a 28th last day, but not every one a 29th last.
    return side == MonthSide.END ? largest - 3 : largest;
  }

  /** Returns the word after "a" or "an". */
  String withArticle() {
    return (this == HOUR ? "an " : "a ") + word;
  }

  /** Returns the next coarser unit. */
  Unit coarser() {
    return switch (this) {
      case YEAR -> throw new IllegalStateException("nothing is coarser than a year");
      case MONTH -> YEAR;
      case DAY -> MONTH;
      case HOUR -> DAY;
      case MINUTE -> HOUR;
      case SECOND -> MINUTE;
    };
  }

  /** From which end of the month days are counted. */
  enum MonthSide {
    START,
    END
  }
}
