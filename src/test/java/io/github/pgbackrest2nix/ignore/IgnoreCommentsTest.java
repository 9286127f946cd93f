package io.github.pgbackrest2nix.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.source.SourceText;
import io.github.pgbackrest2nix.source.YamlParser;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IgnoreCommentsTest {
  private static final RuleInfo HINT = new RuleInfo("odd-host", Severity.WARNING, "odd");
  private static final RuleInfo FAULT = new RuleInfo("bad-host", Severity.ERROR, "bad");
  private static final RuleInfo BETWEEN =
      new RuleInfo("odd-hosts", Severity.WARNING, "odd together");
  private static final IgnoreComments IGNORES =
      new IgnoreComments(
          Stream.concat(Stream.of(HINT, FAULT, BETWEEN), IgnoreRules.all().stream()).toList(),
          List.of(BETWEEN),
          List.of());

  private static Arguments row(String text, String... left) {
    return Arguments.of(text, List.of(left));
  }

  /** Texts in which line 2 has an odd host. */
  static Stream<Arguments> texts() {
    String ignore = "# pgbackrest2nix-ignore ";
    return Stream.of(
        row("a: 1\nb: 2", "2 odd-host"),
        row("a: 1\nb: 2 " + ignore + "odd-host: it is so"),
        row(ignore + "odd-host: it is so\nb: 2"),
        row("a: 1\nb: 2 " + ignore + "odd-host:so"),
        row("a: 1\nb: 2 # pgbackrest2nix-ignore\todd-host : so"),
        row("a: 1 " + ignore + "odd-host: so\nb: 2", "1 unused-ignore", "2 odd-host"),
        row("a: 1\nb: 2\n" + ignore + "odd-host: so", "2 odd-host", "3 unused-ignore"),
        row("a: 1\nb: 2\nc: 3 " + ignore + "odd-host: so", "2 odd-host", "3 unused-ignore"),
        row(ignore + "odd-host: so\nb: 2 " + ignore + "odd-host: so", "2 unused-ignore"),
        row("a: 1\nb: 2 " + ignore + "odd-host", "2 ignore-without-reason"),
        row("a: 1\nb: 2 " + ignore + "odd-host:", "2 ignore-without-reason"),
        row("a: 1\nb: 2 " + ignore + "odd-host as it is", "2 ignore-without-reason"),
        row("a: 1\nb: 2 " + ignore + "od-host: so", "2 odd-host", "2 ignore-of-unknown-rule"),
        row("a: 1\nb: 2 " + ignore + "ODD-HOST: so", "2 odd-host", "2 ignore-of-unknown-rule"),
        row("a: 1\nb: 2 " + ignore, "2 odd-host", "2 ignore-of-unknown-rule"),
        row("a: 1\nb: 2 # pgbackrest2nix-ignore: so", "2 odd-host", "2 ignore-of-unknown-rule"),
        row("a: 1\nb: 2 " + ignore + "bad-host: so", "2 odd-host", "2 unused-ignore"),
        row("a: 1\nb: 2 " + ignore + "unused-ignore: so", "2 odd-host", "2 unused-ignore"),
        row("a: 1\nb: \"2 " + ignore + "odd-host: so\"", "2 odd-host"),
        row("a: 1\nb: 2 # see pgbackrest2nix-ignore odd-host: so", "2 odd-host"),
        row("a: 1\nb: 2 # pgbackrest2nix-ignored odd-host: so", "2 odd-host"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aCommentIgnoresOneRuleOnItsLine(String text, List<String> left) {
    assertThat(left(text, finding(HINT, 2))).isEqualTo(left);
  }

  @Test
  void allFindingsOfTheRuleOnTheLineAreIgnored() {
    String text = "a: 1\nb: 2 # pgbackrest2nix-ignore odd-host: so";

    assertThat(left(text, finding(HINT, 2), finding(HINT.at(Severity.NOTE), 2))).isEmpty();
  }

  @Test
  void severalCommentsMayStandAboveTheLine() {
    String text =
        """
        # pgbackrest2nix-ignore odd-host: so
        # more about it
        # pgbackrest2nix-ignore bad-host: so
        a: 1
        """;

    assertThat(left(text, finding(HINT, 4), finding(FAULT.at(Severity.NOTE), 4))).isEmpty();
  }

  @Test
  void anErrorStaysAndTheCommentIsToldSo() {
    String text = "a: 1 # pgbackrest2nix-ignore odd-host: so";
    Diagnostic error = finding(HINT.at(Severity.ERROR), 1);

    assertThat(IGNORES.apply(ignores(text), List.of(error)))
        .containsExactly(
            error,
            new Diagnostic(
                IgnoreRules.UNUSED_IGNORE,
                ConfigPath.ROOT,
                new SourceSpan("f", 1, 6, 1, 42),
                "\"odd-host\" is an error, and errors cannot be ignored: the output would be wrong",
                Optional.of("correct what it finds and remove this comment"),
                List.of()));
  }

  @Test
  void aMisspeltRuleIsRecognised() {
    assertThat(IGNORES.apply(ignores("a: 1 # pgbackrest2nix-ignore od-host: so"), List.of()))
        .containsExactly(
            new Diagnostic(
                IgnoreRules.IGNORE_OF_UNKNOWN_RULE,
                ConfigPath.ROOT,
                new SourceSpan("f", 1, 6, 1, 41),
                "there is no rule \"od-host\", so nothing is ignored",
                Optional.of("did you mean \"odd-host\"?"),
                List.of()));
  }

  private static List<String> left(String text, Diagnostic... found) {
    return lines(IGNORES.apply(ignores(text), List.of(found)));
  }

  private static List<String> lines(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(each -> each.span().line() + " " + each.rule().id()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a: 1                                        | WARNING | 1 odd-hosts
          a: 1 # pgbackrest2nix-ignore odd-hosts: so  | WARNING | -
          a: 1 # pgbackrest2nix-ignore odd-hosts      | WARNING | 1 ignore-without-reason
          a: 1 # pgbackrest2nix-ignore odd-host: so   | WARNING | 1 odd-hosts
          a: 1 # pgbackrest2nix-ignore odd-hosts: so  | ERROR   | 1 odd-hosts, 1 unused-ignore
          """)
  void findingsOfSeveralFilesAreIgnoredLikeOthers(String text, Severity severity, String left) {
    Diagnostic found = finding(BETWEEN.at(severity), 1);

    assertThat(lines(IGNORES.applyTogether(ignores(text), List.of(found))))
        .isEqualTo(left.equals("-") ? List.of() : List.of(left.split(", ")));
  }

  @Test
  void nothingIsSaidOfAnIgnoreWhoseFindingTakesAnotherFile() {
    Ignores ignores = ignores("a: 1 # pgbackrest2nix-ignore odd-hosts: so");

    assertThat(IGNORES.apply(ignores, List.of())).isEmpty();
    assertThat(IGNORES.applyTogether(ignores, List.of())).isEmpty();
  }

  private static Ignores ignores(String text) {
    return IgnoreComments.read(
        new YamlParser().parse(new SourceText("f", text)).value().orElseThrow());
  }

  private static Diagnostic finding(RuleInfo rule, int line) {
    return new Diagnostic(
        rule,
        ConfigPath.ROOT,
        new SourceSpan("f", line, 1, line, 2),
        "message",
        Optional.empty(),
        List.of());
  }
}
