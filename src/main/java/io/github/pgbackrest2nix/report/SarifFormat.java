package io.github.pgbackrest2nix.report;

import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.Diagnostic.Related;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.secret.SecretTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Diagnostics as a SARIF 2.1.0 log, for code scanning. A log without results says so too. */
public final class SarifFormat implements DiagnosticFormat {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private final String version;
  private final Map<String, String> pages;

  /**
   * Makes a format.
   *
   * @param version of this program
   * @param pages what there is to read about rules, by id, in Markdown
   */
  public SarifFormat(String version, Map<String, String> pages) {
    this.version = version;
    this.pages = Map.copyOf(pages);
  }

  @Override
  public String format(List<Diagnostic> sorted, Excerpts excerpts) {
    return JsonText.of(
        log -> {
          log.add("$schema", SCHEMA);
          log.add("version", "2.1.0");
          log.addAll("runs", List.of(sorted), (run, results) -> run(results, excerpts, run));
        });
  }

  private void run(List<Diagnostic> diagnostics, Excerpts excerpts, JsonText run) {
    List<RuleInfo> rules = rules(diagnostics);
    List<String> ids = rules.stream().map(RuleInfo::id).toList();
    run.add(
        "tool",
        tool ->
            tool.add(
                "driver",
                driver -> {
                  driver.add("name", "pgbackrest2nix");
                  driver.add("version", version);
                  driver.addAll("rules", rules, this::rule);
                }));
    run.add("columnKind", "unicodeCodePoints");
    run.addAll(
        "results",
        diagnostics,
        (result, each) -> result(each, ids.indexOf(each.rule().id()), excerpts, result));
  }

  /** Returns each rule once, by id; at the worst severity that it was reported with. */
  private static List<RuleInfo> rules(List<Diagnostic> diagnostics) {
    SortedMap<String, RuleInfo> rules = new TreeMap<>();
    for (Diagnostic diagnostic : diagnostics) {
      rules.merge(
          diagnostic.rule().id(),
          diagnostic.rule(),
          (one, other) -> one.severity().compareTo(other.severity()) >= 0 ? one : other);
    }
    return new ArrayList<>(rules.values());
  }

  private void rule(JsonText object, RuleInfo rule) {
    object.add("id", rule.id());
    object.add("shortDescription", text -> text.add("text", rule.summary()));
    Optional.ofNullable(pages.get(rule.id()))
        .ifPresent(
            page ->
                object.add(
                    "help",
                    help -> {
                      help.add("text", page);
                      help.add("markdown", page);
                    }));
    object.add(
        "defaultConfiguration",
        configuration -> configuration.add("level", level(rule.severity())));
  }

  private static void result(
      Diagnostic diagnostic, int ruleIndex, Excerpts excerpts, JsonText result) {
    result.add("ruleId", diagnostic.rule().id());
    result.add("ruleIndex", ruleIndex);
    result.add("level", level(diagnostic.rule().severity()));
    String help = diagnostic.help().map(text -> "\nhelp: " + text).orElse("");
    message(diagnostic.message() + help, result);
    result.addAll(
        "locations",
        List.of(diagnostic.span()),
        (location, span) -> {
          place(span, excerpts, location);
          location.addAll(
              "logicalLocations",
              List.of(diagnostic.path()),
              (logical, path) ->
                  logical.add("fullyQualifiedName", SecretTexts.masked(path.pointer())));
        });
    if (!diagnostic.related().isEmpty()) {
      result.addAll(
          "relatedLocations",
          diagnostic.related(),
          (location, related) -> related(related, excerpts, location));
    }
  }

  private static void related(Related related, Excerpts excerpts, JsonText location) {
    place(related.span(), excerpts, location);
    message(related.message(), location);
  }

  private static void place(SourceSpan span, Excerpts excerpts, JsonText location) {
    location.add(
        "physicalLocation",
        physical -> {
          physical.add("artifactLocation", file -> file.add("uri", FileReference.of(span.file())));
          physical.add(
              "region",
              region -> {
                region.add("startLine", span.line());
                region.add("startColumn", span.column());
                region.add("endLine", span.endLine());
                region.add("endColumn", span.endColumn());
                excerpts
                    .text(span)
                    .ifPresent(text -> region.add("snippet", snippet -> snippet.add("text", text)));
              });
        });
  }

  /** Adds a text in which nothing can be taken for a link or placeholder (sections 3.11.5, 6). */
  private static void message(String text, JsonText object) {
    String literal =
        text.replaceAll("\\{(\\d+)}", "{{$1}}")
            .replaceAll("\\[([^\\[\\]]*)](?=\\()", "\\\\[$1\\\\]");
    object.add("message", message -> message.add("text", literal));
  }

  private static String level(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }
}
