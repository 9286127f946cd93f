package io.github.pgbackrest2nix.fuzz;

import java.util.List;
import java.util.Random;

/** Texts that are too deep, too long or too many of something. */
enum Extreme {
  DEEP {
    @Override
    String text(int size, Random random) {
      String open = Corpus.one(OPENINGS, random);
      return open.repeat(size / open.length() + 1);
    }
  },
  DEEP_AND_CLOSED {
    @Override
    String text(int size, Random random) {
      int depth = random.nextBoolean() ? 1 + random.nextInt(70) : size / 2;
      return "a: " + "[".repeat(depth) + "]".repeat(depth) + "\n";
    }
  },
  LONG_SCALAR {
    @Override
    String text(int size, Random random) {
      String piece = Corpus.one(PIECES, random);
      String text = piece.repeat(size / piece.length() + 1);
      return Corpus.one(FRAMES, random).replace("#", text);
    }
  },
  MANY {
    @Override
    String text(int size, Random random) {
      String entry = Corpus.one(ENTRIES, random);
      StringBuilder text = new StringBuilder();
      boolean flow = random.nextBoolean();
      text.append(flow ? Corpus.one(List.of("[", "{", "a: [", "repos: {"), random) : "");
      for (int i = 0; text.length() < size; i++) {
        text.append(entry.replace("#", Integer.toString(i))).append(flow ? ", " : "\n");
      }
      return text.toString() + (random.nextBoolean() ? "}" : "]");
    }
  },
  MANY_OF_A_KIND {
    @Override
    String text(int size, Random random) {
      Crowd crowd = Corpus.one(CROWDS, random);
      StringBuilder text = new StringBuilder();
      for (int i = 0; text.length() < size; i++) {
        text.append(crowd.entry().replace("#", Integer.toString(i)));
      }
      return crowd.frame().replace("#", text);
    }
  },
  BOMB {
    @Override
    String text(int size, Random random) {
      StringBuilder text = new StringBuilder("a0: &a0 [x, x]\n");
      for (int i = 1; text.length() < size; i++) {
        String last = "*a" + (i - 1);
        text.append(
            "a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", List.of(last, last, last))));
      }
      return text.toString();
    }
  },
  LONG_LINE {
    @Override
    String text(int size, Random random) {
      return "version: 1\nhost: db1 # " + " x".repeat(size / 2) + "\nrepos: 1\n";
    }
  },
  BREAKS {
    @Override
    String text(int size, Random random) {
      String piece =
          Corpus.one(List.of("\n", "\r", "\r\n", "\n\r", "# a\n", "---\n", "...\n"), random);
      return piece.repeat(size / piece.length() + 1);
    }
  };

  private static final List<Extreme> ALL = List.of(values());

  private static final List<String> OPENINGS =
      List.of(
          "- ", "-\n ", "[", "{a: ", "? ", "[a,", "{a,", "{? [a] : ", "&a ", "*a : ", "!a ", "[{");

  private static final List<String> PIECES =
      List.of("x", "0", "a b ", "\uD83D\uDE00", "'", "\"\"", "\\\\", "é", "-", "%", "/a", "a.");

  private static final List<String> FRAMES =
      List.of(
          "#",
          "host: #",
          "host: \"#\"",
          "host: '#'",
          "#: 1",
          "\"#\": 1",
          "? #\n: 1",
          "host: |\n  #",
          "repos: { #: {} }",
          "repos: { a: { key: # } }",
          "settings: { a: # }",
          "&# a: 1",
          "a: *#",
          "a: !# b",
          "stanzas: { a: { schedules: { full: { calendar: \"#\" } } } }");

  private static final List<String> ENTRIES =
      List.of(
          "a",
          "b#",
          "a: 1",
          "b#: 1",
          "1: 1",
          "*a",
          "&a b",
          "&b# b",
          "!a b",
          "? [a]",
          "\"\\0\"",
          "r#: { path: 1 }",
          "r#: { key: x, pth: /a }",
          "<<: *a",
          "{a: 1, a: 2}");

  private static final String SMALLEST =
      """
      version: 1
      host: db1
      repos: { local: { key: 1, path: /var/lib/pgbackrest, retention: { full: 2 } } }
      stanzas: { main: { postgresql: { version: 16 }, schedules: { full: { calendar: daily } } } }
      """;

  private static final List<Crowd> CROWDS =
      List.of(
          new Crowd(
              "  r#: { key: #, path: /var/lib/pgbackrest }\n",
              """
              version: 1
              host: db1
              repos:
              #
              stanzas: { main: { postgresql: { version: 16 }, schedules: { full: { calendar: daily } } } }
              """),
          new Crowd(
              "  r#: { key: 1, path: /r# }\n",
              """
              version: 1
              host: db1
              repos:
              #
              stanzas: { main: { postgresql: { version: 16 }, schedules: { full: { calendar: daily } } } }
              """),
          new Crowd(
              "  s#: { postgresql: { version: 16 }, schedules: { full: { calendar: daily } } }\n",
              """
              version: 1
              host: db1
              repos: { local: { key: 1, path: /var/lib/pgbackrest, retention: { full: 2 } } }
              stanzas:
              #
              """),
          new Crowd(
              "      j#: { type: incr, calendar: \"*:0/5\", expectedDuration: 10m }\n",
              """
              version: 1
              host: db1
              repos: { local: { key: 1, path: /var/lib/pgbackrest, retention: { full: 2 } } }
              stanzas:
                main:
                  postgresql: { version: 16 }
                  schedules:
              #
              """),
          new Crowd("  process-max-#: 2\n", SMALLEST + "settings:\n#"),
          new Crowd("  Alert#: { after: 1h }\n", SMALLEST + "alerts: { overrides: {\n#} }"),
          new Crowd("  - unit#.service\n", SMALLEST + "onFailure:\n#"),
          new Crowd("    tank/d#: { template: t# }\n", SMALLEST + "sanoid:\n  datasets:\n#"),
          new Crowd("    t#: { frequently: # }\n", SMALLEST + "sanoid:\n  templates:\n#"),
          new Crowd(
              "# pgbackrest2nix-ignore no-full-retention: x\n", SMALLEST.replace("#", "") + "#"),
          new Crowd("  - pg#\n", SMALLEST + "supersedes:\n  services:\n#"));

  /** Returns a text of about that size. */
  abstract String text(int size, Random random);

  static String some(int size, Random random) {
    return Corpus.one(ALL, random).text(size, random);
  }

  /**
   * Many entries of the same kind.
   *
   * @param entry with "#" for its number
   * @param frame the description, with "#" for the entries
   */
  private record Crowd(String entry, String frame) {}
}
