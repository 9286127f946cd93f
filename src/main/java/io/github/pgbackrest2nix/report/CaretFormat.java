package io.github.pgbackrest2nix.report;

import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.Diagnostic.Related;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Diagnostics for people, with the line and a caret under the place.
 *
 * <pre>
 * error: duplicate-key: the key "host" stands here a second time, so one of its values would be lost
 *  --> forge.yaml:3:1
 *    |
 *  3 | host: other
 *    | ^^^^
 *  ::: forge.yaml:2:1
 *    |
 *  2 | host: forge
 *    | ---- it stands here already
 *    = help: keep one of the two
 * </pre>
 */
public final class CaretFormat implements DiagnosticFormat {
  /** Whether the text is coloured by ANSI escape sequences. */
  public enum Colour {
    NONE,
    ANSI
  }

  private static final int DIGITS = 2;

  private final Style style;
  private final Set<String> explained;

  /**
   * Makes a format.
   *
   * @param explained ids of the rules that {@code explain} has a page for
   */
  public CaretFormat(Colour colour, Set<String> explained) {
    this.style = new Style(colour);
    this.explained = Set.copyOf(explained);
  }

  @Override
  public String format(List<Diagnostic> sorted, Excerpts excerpts) {
    StringBuilder out = new StringBuilder();
    for (Diagnostic diagnostic : sorted) {
      write(diagnostic, excerpts, out);
      out.append('\n');
    }
    if (!sorted.isEmpty()) {
      out.append(summary(sorted)).append('\n');
    }
    return out.toString();
  }

  private void write(Diagnostic diagnostic, Excerpts excerpts, StringBuilder out) {
    Severity severity = diagnostic.rule().severity();
    String margin = " ".repeat(digits(diagnostic));
    out.append(style.severity(severity, word(severity) + ": " + diagnostic.rule().id()))
        .append(style.strong(": " + Picture.harmless(diagnostic.message())))
        .append('\n');
    place("-->", diagnostic.span(), margin, out);
    excerpt(diagnostic.span(), excerpts, margin, Mark.of(severity, ""), out);
    for (Related related : diagnostic.related()) {
      place(":::", related.span(), margin, out);
      excerpt(related.span(), excerpts, margin, Mark.of(related), out);
    }
    diagnostic.help().ifPresent(help -> remark("help", help, margin, out));
    if (explained.contains(diagnostic.rule().id())) {
      remark("explain", "pgbackrest2nix explain " + diagnostic.rule().id(), margin, out);
    }
  }

  private void place(String arrow, SourceSpan span, String margin, StringBuilder out) {
    out.append(margin.substring(1))
        .append(style.frame(arrow))
        .append(' ')
        .append(Picture.harmless(span.toString()))
        .append('\n');
  }

  private void excerpt(
      SourceSpan span, Excerpts excerpts, String margin, Mark mark, StringBuilder out) {
    if (!excerpts.knows(span.file())) {
      return;
    }
    String line = excerpts.line(span.file(), span.line()).orElse("");
    boolean oneLine = span.line() == span.endLine();
    Picture picture =
        Picture.of(line, span.column(), oneLine ? span.endColumn() : Integer.MAX_VALUE);
    String number = String.format(Locale.ROOT, "%" + margin.length() + "d", span.line());
    String under = mark.sign().repeat(picture.length());
    String words = mark.words().isEmpty() ? "" : " " + Picture.harmless(mark.words());
    out.append(margin).append(style.frame(" |")).append('\n');
    out.append(style.frame(number + " |"));
    out.append(picture.text().isEmpty() ? "" : " " + picture.text()).append('\n');
    out.append(margin)
        .append(style.frame(" |"))
        .append(" ".repeat(picture.indent() + 1))
        .append(style.severity(mark.severity(), under + words))
        .append('\n');
  }

  private void remark(String kind, String text, String margin, StringBuilder out) {
    out.append(margin)
        .append(style.frame(" = "))
        .append(style.strong(kind))
        .append(": ")
        .append(Picture.harmless(text))
        .append('\n');
  }

  private static int digits(Diagnostic diagnostic) {
    return Stream.concat(
            Stream.of(diagnostic.span()), diagnostic.related().stream().map(Related::span))
        .mapToInt(span -> Integer.toString(span.line()).length())
        .reduce(DIGITS, Math::max);
  }

  private static String summary(List<Diagnostic> diagnostics) {
    List<String> counts =
        Stream.of(Severity.ERROR, Severity.WARNING, Severity.NOTE)
            .map(severity -> count(severity, diagnostics))
            .filter(text -> !text.isEmpty())
            .toList();
    return String.join(", ", counts);
  }

  private static String count(Severity severity, List<Diagnostic> diagnostics) {
    long count = diagnostics.stream().filter(each -> each.rule().severity() == severity).count();
    if (count == 0) {
      return "";
    }
    return count + " " + word(severity) + (count == 1 ? "" : "s");
  }

  private static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  /** What stands under the line. */
  private record Mark(String sign, Severity severity, String words) {
    static Mark of(Severity severity, String words) {
      return new Mark("^", severity, words);
    }

    static Mark of(Related related) {
      return new Mark("-", Severity.NOTE, related.message());
    }
  }
}
