package io.github.pgbackrest2nix.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.Examined;
import io.github.pgbackrest2nix.RuleIndex;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.identity.Identity;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.source.SourceText;
import io.github.pgbackrest2nix.source.TextDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Holds every page to its rule: its head, its headings and its snippets. */
class RuleDocumentsTest {
  private static final Pattern MARK = Pattern.compile("# <- ([a-z0-9-]+)");

  private static final Pattern FILE = Pattern.compile("# file: (\\S+)\\n");

  /** A description, and the one that follows it. */
  private static final Pattern CHANGE =
      Pattern.compile("# before\\n(?<before>.*)(?<now># now\\n.*)", Pattern.DOTALL);

  /** What is so of nearly every small description; only their own pages show these. */
  private static final Set<String> OF_WHOLE_HOSTS =
      Set.of("known-defect", "only-local-repositories");

  private static final String NAME = "description.yaml";

  private final Compiler compiler = new Compiler();

  @TestFactory
  Stream<DynamicTest> saysWhatTheRuleSays() {
    return each(
        document -> Stream.of(document),
        (rule, document) -> assertThat(document.info()).isEqualTo(rule));
  }

  @TestFactory
  Stream<DynamicTest> hasEveryHeadingAndSomethingUnderIt() {
    return each(
        document -> Stream.of(document),
        (rule, document) -> {
          assertThat(document.sections().keySet()).containsExactlyElementsOf(RuleDocument.HEADINGS);
          assertThat(document.sections().values()).noneMatch(String::isBlank);
          assertThat(document.snippets("Bad")).isNotEmpty();
          assertThat(document.snippets("Good")).isNotEmpty();
          assertThat(document.sections().getOrDefault("See", "").lines())
              .allMatch(line -> line.startsWith("- https://"));
        });
  }

  @TestFactory
  Stream<DynamicTest> badSnippetsReportExactlyTheMarkedLines() {
    return each(
        document -> document.snippets("Bad").stream(),
        (rule, snippet) -> {
          assertThat(found(rule, snippet)).isEqualTo(marked(snippet));
          assertThat(marked(snippet)).isNotEmpty().allMatch(mark -> mark.endsWith(" " + rule.id()));
        });
  }

  @TestFactory
  Stream<DynamicTest> goodSnippetsPassInSilence() {
    return each(
        document -> document.snippets("Good").stream(),
        (rule, snippet) -> assertThat(diagnostics(rule, snippet)).isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> everyFindingHasHelp() {
    return each(
        document -> document.snippets("Bad").stream(),
        (rule, snippet) ->
            assertThat(diagnostics(rule, snippet))
                .allMatch(diagnostic -> diagnostic.help().isPresent()));
  }

  private interface Check<T> {
    void run(RuleInfo rule, T subject);
  }

  private static <T> Stream<DynamicTest> each(
      Function<RuleDocument, Stream<T>> subjects, Check<T> check) {
    List<DynamicTest> tests = new ArrayList<>();
    for (RuleInfo rule : RuleIndex.all()) {
      RuleDocument document = RuleDocument.load(rule.id());
      subjects
          .apply(document)
          .forEach(
              subject ->
                  tests.add(DynamicTest.dynamicTest(rule.id(), () -> check.run(rule, subject))));
    }
    return tests.stream();
  }

  /** Returns what is found in a snippet; of one that follows another, what it changes of that. */
  private List<Diagnostic> diagnostics(RuleInfo rule, String snippet) {
    Matcher change = CHANGE.matcher(snippet);
    List<Diagnostic> all =
        change.matches() ? changes(change.group("before"), change.group("now")) : mistakes(snippet);
    return all.stream()
        .filter(each -> each.rule().id().equals(rule.id()) || !isOfWholeHosts(each))
        .toList();
  }

  private static boolean isOfWholeHosts(Diagnostic diagnostic) {
    return OF_WHOLE_HOSTS.contains(diagnostic.rule().id());
  }

  private List<Diagnostic> changes(String before, String now) {
    Description described = compiler.check(text(before)).value().orElseThrow();
    return compiler
        .compare(text(now), Identity.of(described), Set.of())
        .checked()
        .diagnostics()
        .stream()
        .filter(each -> !compiler.check(text(now)).diagnostics().contains(each))
        .toList();
  }

  private static SourceText text(String content) {
    return new SourceText(NAME, content);
  }

  private List<Diagnostic> mistakes(String snippet) {
    List<Examined> examined =
        files(snippet).entrySet().stream()
            .map(each -> TextDecoder.decode(each.getKey(), whole(each.getValue())))
            .map(compiler::examine)
            .toList();
    return Stream.concat(
            examined.stream().flatMap(each -> each.diagnostics().stream()),
            compiler.checkTogether(examined).stream())
        .sorted(Diagnostic.ORDER)
        .toList();
  }

  /** Returns the files of a snippet: one, or what follows each line {@code # file: NAME}. */
  private static Map<String, String> files(String snippet) {
    Matcher change = CHANGE.matcher(snippet);
    if (change.matches()) {
      return Map.of(NAME, change.group("now"));
    }
    Map<String, String> files = new TreeMap<>();
    String name = NAME;
    for (String line : snippet.split("(?<=\n)", -1)) {
      Matcher head = FILE.matcher(line);
      name = head.matches() ? head.group(1) : name;
      files.merge(name, line, String::concat);
    }
    return files;
  }

  /** Returns the snippet with what a page cannot show: great length, and what is no character. */
  private static byte[] whole(String snippet) {
    byte[] utf8 = snippet.replace("…", "x".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8);
    return new String(utf8, StandardCharsets.ISO_8859_1)
        .replace("\\xE9", "\u00E9")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private List<String> found(RuleInfo rule, String snippet) {
    return diagnostics(rule, snippet).stream()
        .map(each -> mark(each.span().file(), each.span().line(), each.rule().id()))
        .toList();
  }

  private static List<String> marked(String snippet) {
    List<String> marks = new ArrayList<>();
    files(snippet)
        .forEach(
            (file, text) -> {
              List<String> lines = text.lines().toList();
              for (int i = 0; i < lines.size(); i++) {
                Matcher matcher = MARK.matcher(lines.get(i));
                if (matcher.find()) {
                  marks.add(mark(file, i + 1, matcher.group(1)));
                }
              }
            });
    return marks;
  }

  private static String mark(String file, int line, String rule) {
    return "%s:%d %s".formatted(file, line, rule);
  }
}
