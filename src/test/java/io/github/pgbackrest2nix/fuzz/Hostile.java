package io.github.pgbackrest2nix.fuzz;

import io.github.pgbackrest2nix.testing.HostileStrings;
import io.github.pgbackrest2nix.testing.Json;
import java.util.List;
import java.util.Random;

/** Values that somebody did not think of. */
final class Hostile {
  private static final List<String> STRINGS = HostileStrings.all();

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-1",
          "+1",
          "00",
          "0x7fffffffffffffff",
          "0o7777777777777777777777",
          "2147483648",
          "99999999999999999999999999",
          "1e999999999",
          "-1e-999999999",
          "1e400",
          "0.1",
          ".5",
          "1_000",
          ".inf",
          "-.INF",
          ".nan",
          "9999999",
          "256",
          "65536");

  private static final List<String> WORDS =
      List.of(
          "~",
          "null",
          "true",
          "NO",
          "{}",
          "[]",
          "[[]]",
          "{a: {b: [c]}}",
          "\"\"",
          "''",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\U0001F600\"",
          "|",
          ">-",
          "&a",
          "*a",
          "!!binary",
          "!!str",
          "<<",
          "? a",
          "- a",
          "%YAML 1.1",
          "---",
          "...",
          "/",
          "//",
          "/..",
          "/nix/store/x",
          "/var/lib/pgbackrest",
          "global",
          "2026-02-30",
          "[a, a]",
          "{file: /a}",
          "{file: x, variable: Y}",
          "0.0.0",
          "999.999.999",
          "2.59",
          "Europe/Dublin",
          "Etc/GMT+12",
          "../UTC",
          "http://a:b@c/d?e#f",
          "[::1]:65536");

  private static final List<String> QUANTITIES =
      List.of(
          "0s", "1s", "999999999w", "0m", "1m", "999999w", "1kB", "999999TiB", "0GB", "1.5h", "5M");

  private static final List<String> CALENDARS =
      List.of(
          "daily",
          "*:*:*",
          "*:*:0/0.000001",
          "*-02-29",
          "*-02-30",
          "2000-01-01",
          "1970..2199-*-*/31",
          "*-*~31",
          "Mon *-02~01 02:30",
          "Sun 02:30:00 Europe/Berlin",
          "*-*-* 24:00",
          "0/1:0/1:0/1",
          "1..31/7",
          "Mon,Tue,Wed..Sun *-*-* *:0/7:*",
          "*/2-*/3-*/5 */7:*/11:*/13",
          "9999-12-31 23:59:59",
          "@9223372036854775807",
          "0 2 * * *",
          "*-*-* 02:00 Antarctica/Troll");

  private static final List<String> CHARACTERS =
      List.of(
          "\t",
          "\r",
          "\u0000",
          "\u0007",
          "\u007F",
          "\u0085",
          "\u00A0",
          "\u2028",
          "\u2029",
          "\uFEFF",
          "\uD800",
          "\uDC00",
          "\uD83D\uDE00",
          "\u202E",
          "\uFFFE",
          "\uFFFD",
          "\u0301",
          ":",
          "#",
          "-",
          "?",
          "[",
          "]",
          "{",
          "}",
          ",",
          "&",
          "*",
          "!",
          "|",
          ">",
          "'",
          "\"",
          "%",
          "@",
          "`",
          "\\",
          " ",
          "\n",
          "\n\n",
          ": ",
          " #",
          "- ");

  private Hostile() {}

  /** Returns something to stand in place of a word, which may break the line around it. */
  static String token(Corpus corpus, Random random) {
    return random.nextInt(4) == 0 ? Corpus.one(STRINGS, random) : value(corpus, random);
  }

  /** Returns something that most often is a value of YAML. */
  static String value(Corpus corpus, Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> Json.write(Corpus.one(STRINGS, random));
      case 1 -> Corpus.one(NUMBERS, random);
      case 2 -> Corpus.one(QUANTITIES, random);
      case 3 -> Json.write(Corpus.one(CALENDARS, random));
      case 4 -> corpus.key(random);
      case 5 -> "{ %s: %s }".formatted(corpus.key(random), Corpus.one(WORDS, random));
      default -> Corpus.one(WORDS, random);
    };
  }

  static String character(Random random) {
    return Corpus.one(CHARACTERS, random);
  }
}
