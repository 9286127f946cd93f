package io.github.pgbackrest2nix.architecture;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may import whom: the table of {@code src/site/markdown/architecture.md}, and its reasons. */
class LayeringTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final String BASE = "io.github.pgbackrest2nix";

  /** Every package below {@code rule}: they have one row. */
  private static final String FAMILY = "rule.*";

  /** Our packages, with what each may use of the others. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("secret", Set.of()),
          entry("diagnostic", Set.of("secret")),
          entry("source", Set.of("diagnostic", "secret")),
          entry("schema", Set.of("source", "diagnostic", "secret")),
          entry("model", Set.of("diagnostic")),
          entry("read", Set.of("source", "model", "diagnostic")),
          entry("calendar", Set.of()),
          entry("option", Set.of("diagnostic", "model")),
          entry("forecast", Set.of("model", "calendar")),
          entry("identity", Set.of("diagnostic", "model")),
          entry("table", Set.of()),
          entry("defect", Set.of("diagnostic", "model", "table")),
          entry("exitcode", Set.of("table")),
          entry("change", Set.of("diagnostic", "forecast", "identity", "model", "rule")),
          entry("rule", Set.of("diagnostic", "forecast", "model", "option", FAMILY, "source")),
          // What a family of rules knows of another would bind them; each stands alone.
          entry(
              FAMILY,
              Set.of("calendar", "defect", "diagnostic", "forecast", "model", "option", "rule")),
          entry("deployment", Set.of("defect", "model", "forecast", "identity", "metric")),
          entry("nix", Set.of()),
          entry("systemd", Set.of()),
          entry("metric", Set.of()),
          entry("render.template", Set.of("nix")),
          entry(
              "render.view",
              Set.of(
                  "render",
                  "render.template",
                  "defect",
                  "deployment",
                  "exitcode",
                  "identity",
                  "model",
                  "nix",
                  "systemd")),
          entry("render.dashboard", Set.of("render", "metric")),
          entry(
              "render",
              Set.of(
                  "render.dashboard",
                  "render.view",
                  "render.template",
                  "deployment",
                  "identity",
                  "model",
                  "nix",
                  "systemd")),
          entry("fleet", Set.of("diagnostic", "model", "source")),
          entry("ignore", Set.of("diagnostic", "source")),
          entry("report", Set.of("diagnostic", "secret", "source")),
          entry("exporter", Set.of("metric", "exporter.web")),
          entry("exporter.web", Set.of()),
          entry(
              "",
              Set.of(
                  "source",
                  "schema",
                  "read",
                  "model",
                  "option",
                  "rule",
                  "change",
                  "fleet",
                  "forecast",
                  "identity",
                  "ignore",
                  "deployment",
                  "render",
                  "report",
                  "diagnostic")),
          entry(
              "cli",
              Set.of(
                  "",
                  "diagnostic",
                  "source",
                  "schema",
                  "identity",
                  "model",
                  "calendar",
                  "option",
                  "rule",
                  FAMILY,
                  "render",
                  "report")));

  /** What of the JDK and of libraries is for some packages only; the longest prefix counts. */
  private static final Map<String, Set<String>> FOR_SOME_ONLY =
      Map.ofEntries(
          entry("org.snakeyaml.", Set.of("source", "exporter.web")),
          entry("org.springframework.security.crypto.bcrypt.BCrypt", Set.of("exporter.web")),
          entry("javax.net.ssl.", Set.of("exporter.web")),
          entry("javax.crypto.", Set.of("exporter.web")),
          entry("com.networknt.", Set.of("schema")),
          entry("tools.jackson.", Set.of("identity", "schema")),
          entry("tools.jackson.core.", Set.of("identity", "schema", "report", "exporter")),
          entry("com.fasterxml.jackson.", Set.of("schema")),
          entry("freemarker.", Set.of("render.template")),
          entry("picocli.", Set.of("cli")),
          entry("com.github.difflib.", Set.of("cli")),
          entry("com.sun.net.httpserver.", Set.of("exporter.web")),
          entry("org.slf4j.", Set.of()),
          entry("org.jspecify.annotations.", Set.of("*")),
          entry("java.", Set.of("*")),
          entry("java.io.", Set.of("*")),
          entry("java.io.File", Set.of("cli", "exporter")),
          entry("java.net.", Set.of("exporter", "exporter.web")),
          entry("java.nio.channels.", Set.of("cli", "exporter")),
          entry("java.nio.file.", Set.of("cli", "exporter", "exporter.web")),
          entry("java.lang.Process", Set.of("cli", "exporter")));

  // These two need no import.
  private static final Pattern PROCESS = Pattern.compile("\\b(ProcessBuilder|ProcessHandle)\\b");
  private static final Set<String> MAY_RUN_PROCESSES = Set.of("cli", "exporter");

  // A qualified name of a class, wherever it stands: an import, code, or a comment's link.
  private static final Pattern QUALIFIED =
      Pattern.compile("\\b((?:[a-z][a-z0-9]*\\.)+)([A-Z]\\w*)");

  @Test
  void everyClassUsesWhatItsRowAllows() throws IOException {
    List<String> violations = new ArrayList<>();
    for (Path file : sources()) {
      violations.addAll(check(SOURCES.relativize(file).toString(), Files.readString(file)));
    }

    assertThat(violations).isEmpty();
  }

  @Test
  void everyPackageHasARowAndEveryRowAPackage() throws IOException {
    Set<String> packages =
        sources().stream()
            .map(file -> row(packageOf(SOURCES.relativize(file).toString())))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(packages).isEqualTo(new TreeSet<>(MAY_USE.keySet()));
  }

  @Test
  void thePageHasTheRowsOfTheTable() throws IOException {
    Pattern row = Pattern.compile("\\| `([a-z.*]+)` \\| [^|]+ \\| ([^|]+) \\|");
    Map<String, String> rows = new TreeMap<>();
    Files.readString(Path.of("src/site/markdown/architecture.md"))
        .lines()
        .flatMap(line -> row.matcher(line).results())
        .forEach(match -> rows.put(match.group(1), match.group(2).strip()));
    Map<String, String> expected = new TreeMap<>();
    MAY_USE.forEach(
        (name, others) -> expected.put(name.isEmpty() ? "Compiler" : name, cell(others)));
    expected.remove("Compiler");

    assertThat(rows).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          model/X | import io.github.pgbackrest2nix.diagnostic.ConfigPath; | -
          model/X | import io.github.pgbackrest2nix.render.Renderer; | model.X uses io.github.pgbackrest2nix.render.Renderer, but the row of "model" allows [diagnostic]
          model/X | import static io.github.pgbackrest2nix.nix.NixExpr.of; | model.X uses io.github.pgbackrest2nix.nix.NixExpr, but the row of "model" allows [diagnostic]
          nix/X | var x = new io.github.pgbackrest2nix.model.Job(); | nix.X uses io.github.pgbackrest2nix.model.Job, but the row of "nix" allows []
          nix/X | import io.github.pgbackrest2nix.*; | nix.X imports with a wildcard
          report/X | import tools.jackson.databind.JsonNode; | report.X uses tools.jackson.databind.JsonNode, which is for [identity, schema] only
          exporter/X | import tools.jackson.core.JsonParser; | -
          exporter/X | import tools.jackson.databind.JsonNode; | exporter.X uses tools.jackson.databind.JsonNode, which is for [identity, schema] only
          deployment/X | import java.nio.file.Files; | deployment.X uses java.nio.file.Files, which is for [cli, exporter, exporter.web] only
          deployment/X | import java.io.InputStream; | -
          deployment/X | new ProcessBuilder("x") | deployment.X uses ProcessBuilder, which is for [cli, exporter] only
          rule/setting/X | import io.github.pgbackrest2nix.rule.setting.OptionUse; | -
          rule/setting/X | import io.github.pgbackrest2nix.rule.stanza.UnitName; | rule.setting.X uses io.github.pgbackrest2nix.rule.stanza.UnitName, but the row of "rule.*" allows [calendar, defect, diagnostic, forecast, model, option, rule]
          cli/X | import org.slf4j.Logger; | cli.X uses org.slf4j.Logger, which is for [] only
          cli/X | import com.acme.Thing; | cli.X uses com.acme.Thing, which no row allows
          render/template/X | import freemarker.template.Template; | -
          """)
  void namesClassImportAndRow(String file, String line, String expected) {
    List<String> violations = check(BASE.replace('.', '/') + "/" + file + ".java", line);

    assertThat(violations).isEqualTo(expected.equals("-") ? List.of() : List.of(expected));
  }

  private static List<String> check(String file, String text) {
    String from = packageOf(file);
    String name = file.substring(BASE.length() + 1).replace(".java", "").replace('/', '.');
    Set<String> violations = new TreeSet<>();
    if (Pattern.compile("(?m)^import .*\\*;").matcher(text).find()) {
      violations.add(name + " imports with a wildcard");
    }
    QUALIFIED
        .matcher(text)
        .results()
        .map(match -> refusal(from, match))
        .filter(refusal -> !refusal.isEmpty())
        .forEach(refusal -> violations.add(name + refusal));
    PROCESS
        .matcher(text)
        .results()
        .filter(match -> !MAY_RUN_PROCESSES.contains(from))
        .forEach(
            match ->
                violations.add(
                    "%s uses %s, which is for %s only"
                        .formatted(name, match.group(), sorted(MAY_RUN_PROCESSES))));
    return List.copyOf(violations);
  }

  /** Returns why the package may not use the class, or nothing if it may. */
  private static String refusal(String from, MatchResult match) {
    String target = match.group(1).substring(0, match.group(1).length() - 1);
    String used = " uses " + match.group();
    if (target.equals(BASE) || target.startsWith(BASE + ".")) {
      String to = target.equals(BASE) ? "" : target.substring(BASE.length() + 1);
      Set<String> allowed = MAY_USE.getOrDefault(row(from), Set.of());
      return to.equals(from) || allowed.contains(row(to))
          ? ""
          : "%s, but the row of \"%s\" allows %s".formatted(used, row(from), sorted(allowed));
    }
    return FOR_SOME_ONLY.keySet().stream()
        .filter(match.group()::startsWith)
        .max((one, other) -> Integer.compare(one.length(), other.length()))
        .map(FOR_SOME_ONLY::get)
        .map(
            allowed ->
                allowed.contains("*") || allowed.contains(from)
                    ? ""
                    : "%s, which is for %s only".formatted(used, sorted(allowed)))
        .orElse(used + ", which no row allows");
  }

  private static String row(String name) {
    return name.startsWith("rule.") ? FAMILY : name;
  }

  private static Set<String> sorted(Set<String> names) {
    return new TreeSet<>(names);
  }

  private static String cell(Set<String> others) {
    return others.isEmpty()
        ? "-"
        : sorted(others).stream()
            .map(each -> each.isEmpty() ? "`Compiler`" : "`" + each + "`")
            .collect(Collectors.joining(", "));
  }

  /** Returns the package below ours, with dots; empty for the base package. */
  private static String packageOf(String file) {
    String folder = file.substring(0, file.lastIndexOf('/')).replace('/', '.');
    return folder.equals(BASE) ? "" : folder.substring(BASE.length() + 1);
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
