package io.github.pgbackrest2nix.testing;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.diagnostic.Checked;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.RenderedFile;
import io.github.pgbackrest2nix.source.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What NixOS puts on a host for a description: units with their scripts, tmpfiles and the files of
 * /etc. The texts name programs by their paths in the store, unchanged; {@link #installOn} makes
 * these paths lead to a machine's own programs.
 *
 * @param files texts by absolute path
 * @param links targets by absolute path
 * @param packages paths of those whose programs a service or a command finds by name
 * @param definitions all that the module defines
 */
public record RenderedUnits(
    NavigableMap<String, String> files,
    NavigableMap<String, String> links,
    NavigableSet<String> packages,
    Map<String, ?> definitions) {
  /** Where the module itself lies. */
  public static final String SOURCE = "/nix/store/00000000000000000000000000000000-source";

  private static final String UNITS = "/etc/systemd/system/";
  private static final String JAR = "pgbackrest-metrics.jar";
  private static final Pattern JAR_IN_STORE =
      Pattern.compile("/nix/store/[a-z0-9]{32}-pgbackrest-metrics[.]jar");
  private static final String HASH = "0".repeat(32);
  private static final Pattern PROGRAM =
      Pattern.compile("/nix/store/[a-z0-9]{32}-[A-Za-z0-9.-]+/bin/([A-Za-z0-9_.-]+)");

  /** The name and the major version of a package. */
  private static final Pattern PACKAGE =
      Pattern.compile("^/nix/store/[a-z0-9]{32}-([a-z-]+)-([0-9]+)");

  private static final Pattern ON_A_PATH =
      Pattern.compile("(/nix/store/[a-z0-9]{32}-[A-Za-z0-9.-]+)/bin(?=[:\n])");

  /** Where a person finds the commands of {@code environment.systemPackages}. */
  private static final String COMMANDS = "/usr/local/bin/";

  /** Where they are for PostgreSQL, which has no PATH to them. */
  static final String SYSTEM_COMMANDS = "/run/current-system/sw/bin/";

  /** Where the programs on the PATH of every unit lie. */
  public static final String PATH_PACKAGE = "/nix/store/" + HASH + "-unit-path";

  private static final List<String> PATH_PROGRAMS =
      List.of("coreutils", "findutils", "grep", "sed", "systemd");
  private static final String PATH = PATH_PACKAGE + "/bin:" + PATH_PACKAGE + "/sbin";

  /**
   * Renders and evaluates.
   *
   * @param host the host's own configuration, JSON or the path of a module
   * @param pgBackRest version of the package; empty for that of {@code pkgs.nix}
   * @param scratch an empty folder
   */
  public static RenderedUnits of(String description, String host, String pgBackRest, Path scratch) {
    Path module = scratch.resolve("module");
    List<RenderedFile> files = render(description, module);
    NixEval.Answer answer =
        new NixEval(scratch)
            .evaluateModules(List.of(module.resolve("default.nix")), host, pgBackRest);
    String evaluated = answer.require().replace(module.toString(), SOURCE);
    var builder = new Builder(map(Json.read(evaluated)));
    builder.requireAssertions();
    answer.written().forEach(builder.files::put);
    files.forEach(file -> builder.files.put(SOURCE + "/" + file.path(), file.content()));
    return builder.build();
  }

  /** Writes what the description becomes into the folder, with an empty file as runtime jar. */
  public static List<RenderedFile> render(String description, Path module) {
    Checked<List<RenderedFile>> rendered =
        new Compiler()
            .compile(
                new SourceText("host.yaml", description),
                new Origin("host.yaml", "0".repeat(64), "0.1.0"));
    List<RenderedFile> files =
        rendered.value().orElseThrow(() -> new AssertionError(rendered.diagnostics()));
    files.forEach(file -> write(module.resolve(file.path()), file.content()));
    // Its path in the store follows from its contents: these, so that goldens outlive a build.
    write(module.resolve(JAR), "");
    return files;
  }

  /** The scripts of the packages that the host has for everybody. */
  private static Stream<String> commands(Map<String, Object> definitions, Set<String> files) {
    List<?> installed =
        (List<?>) map(definitions.get("environment")).getOrDefault("systemPackages", List.of());
    return files.stream()
        .filter(file -> installed.stream().anyMatch(each -> file.startsWith(each + "/bin/")));
  }

  /** The names of the units of this kind, such as "service", in order. */
  public List<String> unitsOf(String kind) {
    return files.keySet().stream()
        .filter(path -> path.startsWith(UNITS) && path.endsWith("." + kind))
        .map(path -> path.substring(UNITS.length()))
        .toList();
  }

  /** The text of a unit. */
  public String unit(String name) {
    return Objects.requireNonNull(files.get(UNITS + name), name);
  }

  /** A value of the definitions, by the names that lead to it. */
  public Object definition(String... path) {
    Object value = definitions;
    for (String name : path) {
      value = Objects.requireNonNull(map(value).get(name), () -> String.join(".", path));
    }
    return value;
  }

  /** Where the units look for the runtime jar. */
  public String runtimeJar() {
    return files.values().stream()
        .flatMap(text -> JAR_IN_STORE.matcher(text).results())
        .map(MatchResult::group)
        .findFirst()
        .orElseThrow();
  }

  /** Puts everything into its place, with the machine's programs at the paths of the store. */
  public void installOn(Machine machine) {
    files.forEach(machine::write);
    Stream<String> scripts =
        files.entrySet().stream()
            .filter(file -> file.getValue().startsWith("#!"))
            .map(Map.Entry::getKey);
    Stream<String> programs =
        files.values().stream()
            .flatMap(text -> PROGRAM.matcher(text).results().map(MatchResult::group))
            .filter(program -> !files.containsKey(program))
            .distinct()
            .sorted()
            .map(program -> link(program, "/usr/bin/" + Path.of(program).getFileName()));
    Stream<String> commands =
        Stream.of(
                Stream.of("set -eu", pathPackage()),
                packages.stream().map(RenderedUnits::programsOf),
                scripts.map(script -> "chmod 0755 " + quoted(script)),
                programs,
                links.entrySet().stream().map(each -> link(each.getKey(), each.getValue())))
            .flatMap(each -> each);
    machine.run("sh", "-c", commands.collect(Collectors.joining("\n"))).succeeded();
  }

  /** Only these programs, so that a script that needs another one fails as it would on NixOS. */
  private static String pathPackage() {
    return """
    mkdir -p %1$s/bin %1$s/sbin
    dpkg -L %2$s | sed -n 's,^\\(/usr\\)\\?/s\\?bin/,,p' | while read -r program; do
      ln -sfn "/usr/bin/$program" "%1$s/bin/$program"
    done"""
        .formatted(PATH_PACKAGE, String.join(" ", PATH_PROGRAMS));
  }

  private static String programsOf(String path) {
    MatchResult name = PACKAGE.matcher(path).results().findFirst().orElseThrow();
    String programs =
        name.group(1).equals("postgresql")
            ? "ls -d /usr/lib/postgresql/" + name.group(2) + "/bin/*"
            : "dpkg -L "
                + name.group(1).replaceFirst("^gnu", "")
                + " | grep '^\\(/usr\\)\\?/s\\?bin/.'";
    return """
    mkdir -p %1$s/bin
    %2$s | while read -r program; do
      ln -sfn "$program" "%1$s/bin/${program##*/}"
    done"""
        .formatted(path, programs);
  }

  private static String link(String path, String target) {
    String folder = Path.of(path).resolveSibling("").toString();
    return "mkdir -p %s; ln -sfn %s %s".formatted(quoted(folder), quoted(target), quoted(path));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An attribute set; absent is empty. */
  private static Map<String, Object> map(@Nullable Object value) {
    Map<String, Object> map = new TreeMap<>();
    ((Map<?, ?>) Objects.requireNonNullElse(value, Map.of()))
        .forEach((name, each) -> map.put("" + name, Objects.requireNonNull(each, "" + name)));
    return map;
  }

  private static final class Builder {
    private final Map<String, Object> evaluation;
    private final NavigableMap<String, String> files = new TreeMap<>();
    private final NavigableMap<String, String> links = new TreeMap<>();
    private final NavigableSet<String> packages = new TreeSet<>();

    Builder(Map<String, Object> evaluation) {
      this.evaluation = evaluation;
    }

    void requireAssertions() {
      if (!Objects.equals(evaluation.get("failedAssertions"), List.of())) {
        throw new AssertionError(evaluation.get("failedAssertions"));
      }
    }

    RenderedUnits build() {
      Map<String, Object> definitions = map(evaluation.get("definitions"));
      Map<String, Object> systemd = map(definitions.get("systemd"));
      map(systemd.get("services")).forEach((name, unit) -> service(name, new UnitFile(map(unit))));
      map(systemd.get("timers")).forEach((name, unit) -> timer(name, new UnitFile(map(unit))));
      map(map(systemd.get("tmpfiles")).get("settings"))
          .forEach((name, paths) -> tmpfiles(name, map(paths)));
      map(map(definitions.get("environment")).get("etc"))
          .forEach((name, file) -> links.put("/etc/" + name, "" + map(file).get("source")));
      commands(definitions, files.keySet())
          .forEach(
              file -> {
                links.put(COMMANDS + Path.of(file).getFileName(), file);
                links.put(SYSTEM_COMMANDS + Path.of(file).getFileName(), file);
              });
      links.values().stream()
          .flatMap(command -> ON_A_PATH.matcher(files.getOrDefault(command, "")).results())
          .forEach(match -> packages.add(match.group(1)));
      return new RenderedUnits(files, links, packages, definitions);
    }

    private void service(String name, UnitFile unit) {
      // A part of a unit that the host itself defines.
      if (name.equals("postgresql")) {
        return;
      }
      String start = "/nix/store/%s-unit-script-%s-start/bin/%2$s-start".formatted(HASH, name);
      if (unit.options().get("script") instanceof String script) {
        // Instead of the file of the small module system, which has another name.
        files.keySet().removeIf(path -> path.endsWith("/bin/" + name + "-start"));
        files.put(start, "#!/bin/bash\nset -e\n\n" + script + "\n");
      }
      packages.addAll(unit.packages());
      add(name + ".service", unit.service(PATH, start), unit);
    }

    private void timer(String name, UnitFile unit) {
      add(name + ".timer", unit.timer(), unit);
    }

    private void add(String name, String text, UnitFile unit) {
      files.put(UNITS + name, text);
      unit.wantedBy().forEach(by -> links.put(UNITS + by + ".wants/" + name, "../" + name));
      unit.requiredBy().forEach(by -> links.put(UNITS + by + ".requires/" + name, "../" + name));
    }

    private void tmpfiles(String name, Map<String, Object> paths) {
      StringBuilder lines = new StringBuilder();
      paths.forEach(
          (path, types) ->
              map(types)
                  .forEach(
                      (type, entry) -> {
                        Map<String, Object> fields = map(entry);
                        lines.append(
                            "'%s' '%s' '%s' '%s' '%s' '-' \n"
                                .formatted(
                                    type,
                                    path,
                                    fields.get("mode"),
                                    fields.get("user"),
                                    fields.get("group")));
                      }));
      files.put("/etc/tmpfiles.d/" + name + ".conf", lines.toString());
    }
  }
}
