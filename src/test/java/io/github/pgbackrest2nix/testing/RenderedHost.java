package io.github.pgbackrest2nix.testing;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.diagnostic.Checked;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.RenderedFile;
import io.github.pgbackrest2nix.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a description becomes: files, and what the rendered module defines on a NixOS host. */
public final class RenderedHost {
  private static final Pattern PROGRAM =
      Pattern.compile("/nix/store/[a-z0-9]{32}-[\\w.+-]+/bin/[\\w.+-]+");
  private static final Pattern JAR =
      Pattern.compile("/nix/store/[a-z0-9]{32}-pgbackrest-metrics\\.jar");

  private final Path folder;
  private final NixEval.Answer answer;
  private final Map<?, ?> evaluated;

  private RenderedHost(Path folder, NixEval.Answer answer) {
    this.folder = folder;
    this.answer = answer;
    this.evaluated = (Map<?, ?>) Objects.requireNonNull(Json.read(answer.require()));
  }

  /**
   * Renders the description into an empty folder and evaluates what comes out.
   *
   * @param pgBackRest the version that the host's packages have
   * @param host the host's own configuration, a module
   */
  public static RenderedHost of(String description, String pgBackRest, String host, Path folder)
      throws IOException {
    Checked<List<RenderedFile>> compiled =
        new Compiler()
            .compile(
                new SourceText("forge.yaml", description),
                new Origin("forge.yaml", "0".repeat(64), "0.0.0"));
    for (RenderedFile file :
        compiled.value().orElseThrow(() -> new AssertionError(compiled.diagnostics()))) {
      Files.writeString(folder.resolve(file.path()), file.content());
    }
    Files.copy(exporterJar(), folder.resolve("pgbackrest-metrics.jar"));
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    Path hostModule = Files.writeString(scratch.resolve("host.nix"), host);
    return new RenderedHost(
        folder,
        new NixEval(scratch)
            .evaluateModules(
                List.of(folder.resolve("default.nix")), hostModule.toString(), pgBackRest));
  }

  static Path exporterJar() {
    return Path.of(System.getProperty("exporter.jar", "target/pgbackrest-metrics.jar"));
  }

  public String file(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  public List<?> failedAssertions() {
    return (List<?>) Objects.requireNonNull(evaluated.get("failedAssertions"));
  }

  /** The settings that the module gives PostgreSQL, as postgresql.conf spells them. */
  public SortedMap<String, String> postgresqlSettings() {
    SortedMap<String, String> settings = new TreeMap<>();
    definitions("services", "postgresql", "settings")
        .forEach((name, value) -> settings.put("" + name, "" + value));
    return settings;
  }

  /** Where the files below /etc come from. */
  SortedMap<String, String> etc() {
    SortedMap<String, String> sources = new TreeMap<>();
    definitions("environment", "etc")
        .forEach((name, file) -> sources.put("/etc/" + name, at(file, "source").toString()));
    return sources;
  }

  /** The folders that tmpfiles makes, with their properties. */
  SortedMap<String, Map<?, ?>> folders() {
    SortedMap<String, Map<?, ?>> folders = new TreeMap<>();
    definitions("systemd", "tmpfiles", "settings")
        .values()
        .forEach(
            group ->
                ((Map<?, ?>) group)
                    .forEach((path, types) -> folders.put("" + path, (Map<?, ?>) at(types, "d"))));
    return folders;
  }

  /** The services of the module's own, without what it adds to those of NixOS. */
  List<RenderedUnit> services() {
    return definitions("systemd", "services").entrySet().stream()
        .filter(service -> service.getKey().toString().startsWith("pgbackrest"))
        .map(service -> RenderedUnit.of("" + service.getKey(), (Map<?, ?>) service.getValue()))
        .toList();
  }

  /** The names of the timers. */
  List<String> timers() {
    return definitions("systemd", "timers").keySet().stream().map(name -> name + ".timer").toList();
  }

  /** The scripts that the module writes into the store, by their places. */
  SortedMap<String, String> scripts() {
    return answer.written();
  }

  /** All programs of the store that the module names, but for its own scripts. */
  NavigableSet<String> storePrograms() {
    NavigableSet<String> programs = new TreeSet<>(matches(PROGRAM, answer.out()));
    scripts().values().forEach(text -> programs.addAll(matches(PROGRAM, text)));
    programs.removeAll(scripts().keySet());
    return programs;
  }

  /** Where the module has the runtime jar. */
  NavigableSet<String> storeJars() {
    return matches(JAR, answer.out());
  }

  private Map<?, ?> definitions(String... path) {
    Object value = at(evaluated, "definitions");
    for (String name : path) {
      value = at(value, name);
    }
    return (Map<?, ?>) value;
  }

  private static Object at(Object set, String name) {
    return Objects.requireNonNull(((Map<?, ?>) set).get(name), name);
  }

  private static NavigableSet<String> matches(Pattern pattern, String text) {
    NavigableSet<String> matches = new TreeSet<>();
    pattern.matcher(text).results().map(MatchResult::group).forEach(matches::add);
    return matches;
  }
}
