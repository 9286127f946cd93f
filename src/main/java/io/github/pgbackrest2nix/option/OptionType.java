package io.github.pgbackrest2nix.option;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of values that pgBackRest's options take, and the form of each. */
public enum OptionType {
  BOOLEAN {
    @Override
    Optional<String> problem(String value) {
      return unless(value.equals("y") || value.equals("n"), "a boolean is y or n");
    }
  },
  INTEGER {
    @Override
    Optional<String> problem(String value) {
      return unless(WHOLE.matcher(value).matches(), "it takes a whole number");
    }

    @Override
    long amount(String value) {
      return Long.parseLong(value);
    }
  },
  SIZE {
    @Override
    Optional<String> problem(String value) {
      String form = "a size is a whole number of bytes or has a unit such as KiB or GiB";
      return unless(SIZE_FORM.matcher(value).matches(), form);
    }

    @Override
    long amount(String value) {
      Matcher matcher = matching(SIZE_FORM, value);
      String unit = Optional.ofNullable(matcher.group(2)).orElse("").toLowerCase(Locale.ROOT);
      int power = unit.isEmpty() ? 0 : " kmgtp".indexOf(unit.charAt(0));
      // "b" alone is no power; pgBackRest's units are powers of 1024, whatever their spelling.
      return saturated(Long.parseLong(matcher.group(1)), 1L << (10 * Math.max(power, 0)));
    }
  },
  TIME {
    @Override
    Optional<String> problem(String value) {
      String form = "a time is a whole number of seconds or has one of the units ms, s, m, h, d, w";
      return unless(TIME_FORM.matcher(value).matches(), form);
    }

    @Override
    long amount(String value) {
      Matcher matcher = matching(TIME_FORM, value);
      String unit = Optional.ofNullable(matcher.group(2)).orElse("s");
      return saturated(Long.parseLong(matcher.group(1)), milliseconds(unit));
    }
  },
  STRING_ID,
  STRING,
  PATH {
    @Override
    Optional<String> problem(String value) {
      if (value.contains("//")) {
        return Optional.of("a path cannot contain \"//\"");
      }
      return unless(value.startsWith("/"), "a path starts with \"/\"");
    }
  },
  LIST,
  HASH {
    @Override
    Optional<String> problem(String value) {
      return unless(value.contains("="), "it takes KEY=VALUE");
    }
  };

  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern SIZE_FORM =
      Pattern.compile("(\\d{1,18})([kmgtp]?b?|[kmgtp]ib)", Pattern.CASE_INSENSITIVE);
  private static final Pattern TIME_FORM = Pattern.compile("(\\d{1,18})(ms|s|m|h|d|w)?");

  /** Returns what is wrong with the form of a value, apart from its range. */
  Optional<String> problem(String value) {
    return Optional.empty();
  }

  /**
   * Returns what ranges compare: the number, bytes or milliseconds.
   *
   * @throws IllegalStateException for types without an order
   */
  long amount(String value) {
    throw new IllegalStateException(name() + " has no order: " + value);
  }

  /** Returns whether the same option may stand several times. */
  public boolean repeatable() {
    return this == LIST || this == HASH;
  }

  /** Returns whether ranges of this type compare amounts and not texts. */
  boolean ordered() {
    return this == INTEGER || this == SIZE || this == TIME;
  }

  /** Returns whether a time is written with a unit. */
  static boolean hasUnit(String time) {
    return !time.isEmpty() && !Character.isDigit(time.charAt(time.length() - 1));
  }

  static OptionType require(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static Optional<String> unless(boolean right, String problem) {
    return right ? Optional.empty() : Optional.of(problem);
  }

  private static Matcher matching(Pattern form, String value) {
    Matcher matcher = form.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not of this type: " + value);
    }
    return matcher;
  }

  private static long milliseconds(String unit) {
    return switch (unit) {
      case "ms" -> 1L;
      case "s" -> 1000L;
      case "m" -> 60_000L;
      case "h" -> 3_600_000L;
      case "d" -> 86_400_000L;
      default -> 604_800_000L;
    };
  }

  private static long saturated(long number, long unit) {
    return number > Long.MAX_VALUE / unit ? Long.MAX_VALUE : number * unit;
  }
}
