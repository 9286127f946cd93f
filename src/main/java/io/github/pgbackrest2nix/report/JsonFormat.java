package io.github.pgbackrest2nix.report;

import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.secret.SecretTexts;
import java.util.List;
import java.util.Locale;

/**
 * Diagnostics as one JSON object, for programs. Its members are described on the site's page on
 * diagnostics; a change that breaks a reader raises {@code version}.
 */
public final class JsonFormat implements DiagnosticFormat {
  private static final int VERSION = 1;

  @Override
  public String format(List<Diagnostic> sorted, Excerpts excerpts) {
    return JsonText.of(
        object -> {
          object.add("version", VERSION);
          object.add("errors", count(Severity.ERROR, sorted));
          object.add("warnings", count(Severity.WARNING, sorted));
          object.add("notes", count(Severity.NOTE, sorted));
          object.addAll("findings", sorted, (json, each) -> write(each, excerpts, json));
        });
  }

  private static void write(Diagnostic diagnostic, Excerpts excerpts, JsonText object) {
    object.add("rule", diagnostic.rule().id());
    object.add("severity", diagnostic.rule().severity().name().toLowerCase(Locale.ROOT));
    object.add("summary", diagnostic.rule().summary());
    object.add("message", diagnostic.message());
    diagnostic.help().ifPresent(help -> object.add("help", help));
    object.add("path", SecretTexts.masked(diagnostic.path().pointer()));
    place(diagnostic.span(), excerpts, object);
    object.addAll(
        "related",
        diagnostic.related(),
        (json, related) -> {
          json.add("message", related.message());
          place(related.span(), excerpts, json);
        });
  }

  private static void place(SourceSpan span, Excerpts excerpts, JsonText object) {
    object.add("file", span.file());
    object.add("line", span.line());
    object.add("column", span.column());
    object.add("endLine", span.endLine());
    object.add("endColumn", span.endColumn());
    excerpts.shortLine(span.file(), span.line()).ifPresent(line -> object.add("excerpt", line));
  }

  private static long count(Severity severity, List<Diagnostic> diagnostics) {
    return diagnostics.stream().filter(each -> each.rule().severity() == severity).count();
  }
}
