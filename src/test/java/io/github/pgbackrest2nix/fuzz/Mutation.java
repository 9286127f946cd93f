package io.github.pgbackrest2nix.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A way to break a description. */
enum Mutation {
  DELETE_LINE {
    @Override
    void apply(List<String> lines, Corpus corpus, Random random) {
      lines.remove(random.nextInt(lines.size()));
    }
  },
  DUPLICATE_LINE {
    @Override
    void apply(List<String> lines, Corpus corpus, Random random) {
      lines.add(random.nextInt(lines.size() + 1), Corpus.one(lines, random));
    }
  },
  SWAP_LINES {
    @Override
    void apply(List<String> lines, Corpus corpus, Random random) {
      int at = random.nextInt(lines.size());
      lines.set(at, lines.set(random.nextInt(lines.size()), lines.get(at)));
    }
  },
  INDENT {
    @Override
    void apply(List<String> lines, Corpus corpus, Random random) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      int indent = Math.max(0, Corpus.indent(line) + random.nextInt(7) - 3);
      lines.set(at, (random.nextInt(12) == 0 ? "\t" : " ").repeat(indent) + line.stripLeading());
    }
  },
  INDENT_REST {
    @Override
    void apply(List<String> lines, Corpus corpus, Random random) {
      int more = 1 + random.nextInt(4);
      for (int i = random.nextInt(lines.size()); i < lines.size(); i++) {
        lines.set(i, " ".repeat(more) + lines.get(i));
      }
    }
  },
  REPLACE_TOKEN {
    @Override
    void apply(List<String> lines, Corpus corpus, Random random) {
      replace(TOKEN, lines, random, Hostile.token(corpus, random));
    }
  },
  REPLACE_VALUE {
    @Override
    void apply(List<String> lines, Corpus corpus, Random random) {
      replace(VALUE, lines, random, Hostile.value(corpus, random));
    }
  },
  REPLACE_KEY {
    @Override
    void apply(List<String> lines, Corpus corpus, Random random) {
      replace(KEY, lines, random, corpus.key(random));
    }
  },
  ADD_ENTRY {
    @Override
    void apply(List<String> lines, Corpus corpus, Random random) {
      int at = random.nextInt(lines.size());
      String indent = " ".repeat(Corpus.indent(lines.get(at)));
      lines.add(at, indent + corpus.key(random) + ": " + Hostile.value(corpus, random));
    }
  },
  INSERT_SUBTREE {
    @Override
    void apply(List<String> lines, Corpus corpus, Random random) {
      List<String> subtree = corpus.subtree(random);
      int at = random.nextInt(lines.size());
      int indent = Corpus.indent(lines.get(at));
      int own = Corpus.indent(subtree.get(0));
      for (int i = 0; i < subtree.size(); i++) {
        int depth = Math.max(0, indent + Corpus.indent(subtree.get(i)) - own);
        lines.add(at + i, " ".repeat(depth) + subtree.get(i).stripLeading());
      }
    }
  },
  REPLACE_CHARACTER {
    @Override
    void apply(List<String> lines, Corpus corpus, Random random) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      int split = random.nextInt(line.length() + 1);
      int behind = Math.min(line.length(), split + random.nextInt(2));
      lines.set(at, line.substring(0, split) + Hostile.character(random) + line.substring(behind));
    }
  },
  TRUNCATE {
    @Override
    void apply(List<String> lines, Corpus corpus, Random random) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      lines.set(at, line.substring(0, random.nextInt(line.length() + 1)));
      lines.subList(at + 1, lines.size()).clear();
    }
  };

  private static final List<Mutation> ALL = List.of(values());
  private static final Pattern TOKEN = Pattern.compile("[\\w./%*-]+");
  private static final Pattern VALUE = Pattern.compile("(?<=: )[^\\s,{}\\[\\]#]+|(?<=- )\\S+");
  private static final Pattern KEY = Pattern.compile("[A-Za-z][\\w-]*(?=:)");

  /** Changes the lines, of which there is at least one; leaves none where that was the last. */
  abstract void apply(List<String> lines, Corpus corpus, Random random);

  /** Returns the text with one change or up to six. */
  static String some(String text, Corpus corpus, Random random) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    for (int count = random.nextBoolean() ? 1 : 1 + random.nextInt(6);
        count > 0 && !lines.isEmpty();
        count--) {
      Corpus.one(ALL, random).apply(lines, corpus, random);
    }
    return String.join("\n", lines);
  }

  private static void replace(Pattern what, List<String> lines, Random random, String by) {
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    List<MatchResult> found = what.matcher(line).results().toList();
    if (!found.isEmpty()) {
      MatchResult match = Corpus.one(found, random);
      lines.set(at, line.substring(0, match.start()) + by + line.substring(match.end()));
    }
  }
}
