package io.github.pgbackrest2nix.report;

import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/** Diagnostics as workflow commands, which GitHub Actions shows beside the lines of a change. */
public final class GitHubFormat implements DiagnosticFormat {
  /** What is encoded: the characters that separate properties are no matter in a message. */
  private enum Place {
    PROPERTY,
    MESSAGE
  }

  @Override
  public String format(List<Diagnostic> sorted, Excerpts excerpts) {
    StringBuilder out = new StringBuilder();
    sorted.forEach(diagnostic -> out.append(command(diagnostic)).append('\n'));
    return out.toString();
  }

  private static String command(Diagnostic diagnostic) {
    return "::%s %s,title=%s::%s"
        .formatted(
            word(diagnostic.rule().severity()),
            place(diagnostic.span()),
            encoded(diagnostic.rule().id(), Place.PROPERTY),
            encoded(message(diagnostic), Place.MESSAGE));
  }

  private static String place(SourceSpan span) {
    String lines =
        "file=%s,line=%d,endLine=%d"
            .formatted(encoded(span.file(), Place.PROPERTY), span.line(), span.endLine());
    // GitHub refuses columns where the lines differ.
    return span.line() == span.endLine()
        ? lines + ",col=%d,endColumn=%d".formatted(span.column(), span.endColumn())
        : lines;
  }

  private static String message(Diagnostic diagnostic) {
    List<String> lines = new ArrayList<>();
    lines.add(diagnostic.message());
    diagnostic
        .related()
        .forEach(related -> lines.add("%s: %s".formatted(related.span(), related.message())));
    diagnostic.help().ifPresent(help -> lines.add("help: " + help));
    return String.join("\n", lines.stream().map(Picture::harmless).toList());
  }

  private static String encoded(String text, Place place) {
    String message = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    return place == Place.MESSAGE ? message : message.replace(":", "%3A").replace(",", "%2C");
  }

  private static String word(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case NOTE -> "notice";
    };
  }
}
