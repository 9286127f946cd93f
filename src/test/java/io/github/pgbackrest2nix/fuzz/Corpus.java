package io.github.pgbackrest2nix.fuzz;

import io.github.pgbackrest2nix.RuleIndex;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.rule.RuleDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What inputs are made from.
 *
 * @param texts whole descriptions, right and wrong ones, always in the same order
 * @param keys every key that stands in one of them
 */
record Corpus(List<String> texts, List<String> keys) {
  private static final Pattern KEY = Pattern.compile("[A-Za-z][\\w-]*(?=:)");

  /** Reads the examples, the cases of the other tests and the snippets of all rules' pages. */
  static Corpus load() {
    List<String> texts = new ArrayList<>();
    for (String folder : List.of("examples", "src/test/resources/cases")) {
      texts.addAll(descriptions(Path.of(folder)));
    }
    for (RuleInfo rule : RuleIndex.all()) {
      RuleDocument page = RuleDocument.load(rule.id());
      texts.addAll(page.snippets("Bad"));
      texts.addAll(page.snippets("Good"));
    }
    TreeSet<String> keys = new TreeSet<>();
    texts.forEach(text -> KEY.matcher(text).results().map(MatchResult::group).forEach(keys::add));
    return new Corpus(List.copyOf(texts), List.copyOf(keys));
  }

  String text(Random random) {
    return one(texts, random);
  }

  String key(Random random) {
    return one(keys, random);
  }

  /** Returns a line of some description and all lines that are indented more, as they stand. */
  List<String> subtree(Random random) {
    List<String> lines = text(random).lines().toList();
    int first = random.nextInt(lines.size());
    int last = first + 1;
    while (last < lines.size() && indent(lines.get(last)) > indent(lines.get(first))) {
      last++;
    }
    return lines.subList(first, last);
  }

  static <T> T one(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static List<String> descriptions(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.toString().contains("expected"))
          .sorted()
          .map(Corpus::read)
          .filter(text -> !text.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
