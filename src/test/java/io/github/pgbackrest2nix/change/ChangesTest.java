package io.github.pgbackrest2nix.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.Compared;
import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.identity.Identity;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.report.CaretFormat;
import io.github.pgbackrest2nix.report.CaretFormat.Colour;
import io.github.pgbackrest2nix.report.Excerpts;
import io.github.pgbackrest2nix.source.SourceText;
import io.github.pgbackrest2nix.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A description, the one that follows it, and what is said of that: one file each. */
class ChangesTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "changes");
  private static final String BEFORE = "# before\n";
  private static final String NOW = "# now\n";
  private static final String FOUND = "# found\n";
  private static final Pattern RULE = Pattern.compile("(?m)^(?:error|warning): ([a-z-]+): ");

  private static final Pattern ACCEPT = Pattern.compile("render once with \"--accept ([^\"]+)\"");

  private final Compiler compiler = new Compiler();

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void areSaidWithWhatBecomesOfTheBackups(Path file) throws IOException {
    Case each = Case.read(file);

    String found = found(each);

    Golden.assertMatches(file, BEFORE + each.before() + NOW + each.now() + FOUND + found);
  }

  @ParameterizedTest
  @MethodSource("files")
  void areNoneTheSecondTime(Path file) throws IOException {
    Case each = Case.read(file);

    assertThat(found(new Case(each.before(), each.before()))).isEmpty();
    // What is refused by itself is never rendered.
    if (compiler.check(text(each.now())).value().isPresent()) {
      assertThat(found(new Case(each.now(), each.now()))).doesNotContain("error: ");
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void areConfirmedByWhatTheirErrorsSay(Path file) throws IOException {
    Case each = Case.read(file);
    Set<String> acceptable = compare(each, Set.of()).acceptable();

    Compared confirmed = compare(each, acceptable);

    assertThat(confirmed.needless()).isEmpty();
    assertThat(news(each, confirmed)).noneMatch(Diagnostic::isError);
    assertThat(acceptable).containsAll(offered(each));
    assertThat(offered(each))
        .hasSize(
            (int) news(each, compare(each, Set.of())).stream().filter(Diagnostic::isError).count());
  }

  @Test
  void everyRuleHasOne() throws IOException {
    TreeSet<String> rules = new TreeSet<>();
    for (Path file : files()) {
      RULE.matcher(Files.readString(file)).results().forEach(each -> rules.add(each.group(1)));
    }

    assertThat(rules).containsAll(ChangeRules.all().stream().map(RuleInfo::id).toList());
  }

  /** Returns what the errors say is to be typed. */
  private List<String> offered(Case each) {
    return ACCEPT.matcher(found(each)).results().map(match -> match.group(1)).toList();
  }

  private String found(Case each) {
    return new CaretFormat(Colour.NONE, Set.of())
        .format(news(each, compare(each, Set.of())), Excerpts.of(text(each.now())));
  }

  /** Returns what a description by itself is not told. */
  private List<Diagnostic> news(Case each, Compared compared) {
    List<Diagnostic> own = compiler.check(text(each.now())).diagnostics();
    return compared.checked().diagnostics().stream().filter(found -> !own.contains(found)).toList();
  }

  private Compared compare(Case each, Set<String> accepted) {
    Description before = compiler.check(text(each.before())).value().orElseThrow();
    return compiler.compare(text(each.now()), Identity.of(before), accepted);
  }

  private static SourceText text(String content) {
    return new SourceText("db1.yaml", content);
  }

  private record Case(String before, String now) {
    private static final Pattern FORM =
        Pattern.compile(BEFORE + "(.*)" + NOW + "(.*?)(?:" + FOUND + ".*)?", Pattern.DOTALL);

    static Case read(Path file) throws IOException {
      Matcher matcher = FORM.matcher(Files.readString(file));
      assertThat(matcher.matches()).as(file.toString()).isTrue();
      return new Case(matcher.group(1), matcher.group(2));
    }
  }
}
