package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.render.HostileExamples.Place;
import io.github.pgbackrest2nix.testing.HostileStrings;
import io.github.pgbackrest2nix.testing.Json;
import io.github.pgbackrest2nix.testing.NixEval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A hostile text that a description may hold is, in every output, exactly where a harmless word in
 * its place would be, and changes nothing else.
 */
final class HostileRenderedIT {
  private static final String HARMLESS = "zqx";

  /** Texts that the checks have reason to let pass somewhere, besides the corpus. */
  private static final List<String> ALSO =
      List.of(
          "it's", "a b", "100%", "a%nb", "$HOME", "${x}", "''${y}", "a#b", "a;b", "a=b", "é😀",
          "a`b", "```", "<b>", "[x](y)", "a|b", "{{ x }}", "a]b", "*x*", "$(id)", "&a", "!x", "~");

  /** How many texts each place is tried with, chosen at random but always the same. */
  private static final int TEXTS = 4;

  /** What one run of Nix takes. */
  private static final int BATCH = 40;

  /** What a path may want before or after a text. */
  private static final List<UnaryOperator<String>> IN_A_PATH =
      List.of(
          text -> "/" + text, text -> "/mnt/nas-backup/" + text, text -> "/run/" + text + ".prom");

  /** As systemd escapes the bytes of a character. */
  private static final Pattern ESCAPED = Pattern.compile("(?:\\\\x[0-9a-f]{2})+");

  @TempDir Path scratch = Path.of("");

  /** A description with a hostile text, and the same with a harmless one. */
  private record Pair(
      Place place,
      String hostile,
      SortedMap<String, String> harmlessFiles,
      SortedMap<String, String> hostileFiles) {}

  static List<Example> examples() {
    return Example.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isWhereAHarmlessWordWouldBe(Example example) throws IOException {
    List<Pair> pairs = new ArrayList<>();
    for (Place place : HostileExamples.places(example)) {
      pairs.addAll(pairs(place));
    }

    List<String> wrong = new ArrayList<>();
    for (Pair pair : pairs) {
      wrong.addAll(compareFiles(pair));
    }
    for (int i = 0; i < pairs.size(); i += BATCH) {
      wrong.addAll(compareNix(example, pairs.subList(i, Math.min(i + BATCH, pairs.size()))));
    }

    assertThat(wrong).isEmpty();
    assertThat(pairs.size()).isGreaterThan(5);
  }

  private static List<Pair> pairs(Place place) {
    List<Pair> pairs = new ArrayList<>();
    for (UnaryOperator<String> form : forms(place)) {
      Optional<SortedMap<String, String>> harmless = render(place, form.apply(HARMLESS));
      for (String hostile : harmless.isPresent() ? texts(place) : List.<String>of()) {
        render(place, form.apply(hostile))
            .ifPresent(files -> pairs.add(new Pair(place, hostile, harmless.get(), files)));
      }
    }
    return pairs;
  }

  private static List<UnaryOperator<String>> forms(Place place) {
    return place.original().startsWith("/") ? IN_A_PATH : List.of(UnaryOperator.identity());
  }

  private static List<String> texts(Place place) {
    List<String> corpus = new ArrayList<>(HostileStrings.all());
    List<String> likely = new ArrayList<>(ALSO);
    Random random = new Random(place.toString().hashCode());
    Collections.shuffle(corpus, random);
    Collections.shuffle(likely, random);
    List<String> chosen = new ArrayList<>(corpus.subList(0, TEXTS / 2));
    chosen.addAll(likely.subList(0, TEXTS / 2));
    return chosen;
  }

  private static Optional<SortedMap<String, String>> render(Place place, String text) {
    return place
        .example()
        .compile(place.with(text))
        .value()
        .map(
            files ->
                files.stream()
                    .collect(
                        Collectors.toMap(
                            RenderedFile::path,
                            RenderedFile::content,
                            (one, other) -> one,
                            TreeMap::new)));
  }

  /** The formats but for Nix: a line for each value, or values. */
  private static List<String> compareFiles(Pair pair) {
    List<String> wrong = new ArrayList<>();
    if (!pair.hostileFiles.keySet().equals(pair.harmlessFiles.keySet())) {
      wrong.add(describe(pair) + ": other files " + pair.hostileFiles.keySet());
    }
    compare(pair, "pgbackrest.conf", conf(pair.harmlessFiles), conf(pair.hostileFiles), wrong);
    compare(pair, "alerts.yaml", alerts(pair.harmlessFiles), alerts(pair.hostileFiles), wrong);
    List<String> fences = fences(pair.harmlessFiles);
    if (!fences.equals(fences(pair.hostileFiles))) {
      wrong.add(describe(pair) + ": RUNBOOK.md has other blocks");
    }
    return wrong;
  }

  private static void compare(
      Pair pair, String file, List<String> harmless, List<String> hostile, List<String> wrong) {
    List<String> expected =
        harmless.stream().map(each -> each.replace(HARMLESS, pair.hostile)).sorted().toList();
    List<String> actual = hostile.stream().sorted().toList();
    if (!expected.equals(actual)) {
      List<String> missing = new ArrayList<>(expected);
      actual.forEach(missing::remove);
      wrong.add(describe(pair) + ": " + file + " lacks " + missing);
    }
  }

  /** One run of Nix for all that an example's places become. */
  private List<String> compareNix(Example example, List<Pair> pairs) throws IOException {
    List<String> modules = new ArrayList<>();
    Path evaluator = Path.of("nix/tests/eval-module.nix").toAbsolutePath();
    Path host =
        Files.writeString(
            scratch.resolve("host.nix"), "{ pkgs, ... }:\n{\n" + ExampleHost.good(example) + "}\n");
    for (int i = 0; i < pairs.size(); i++) {
      Path folder = scratch.resolve("pair" + i);
      modules.add(module(folder.resolve("a"), pairs.get(i).harmlessFiles));
      modules.add(module(folder.resolve("b"), pairs.get(i).hostileFiles));
    }
    String expression =
        "map (m: (import %s { modules = builtins.toJSON [ m ]; host = \"%s\"; }).definitions) [\n%s]"
            .formatted(evaluator, host, modules.stream().collect(Collectors.joining("\n")));
    NixEval.Answer result = new NixEval(scratch).evaluate(expression);
    List<?> values = (List<?>) Objects.requireNonNull(Json.read(result.require()));
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      Path folder = scratch.resolve("pair" + i);
      List<String> harmless = leaves(values.get(2 * i), folder.resolve("a"), result.written());
      List<String> hostile = leaves(values.get(2 * i + 1), folder.resolve("b"), result.written());
      compareLeaves(pair, harmless, hostile, wrong);
    }
    return wrong;
  }

  private static String module(Path folder, SortedMap<String, String> files) {
    return '"' + Example.write(folder, files).toString() + '"';
  }

  /** What is declared of a drill is JSON, where the line of a text does not end. */
  private static String written(String leaf, String text) {
    return leaf.contains(".environment.PLAN = ")
        ? text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        : text;
  }

  private static void compareLeaves(
      Pair pair, List<String> harmless, List<String> hostile, List<String> wrong) {
    List<String> expected =
        harmless.stream()
            .map(each -> plain(each.replace(HARMLESS, written(each, pair.hostile))))
            .sorted()
            .toList();
    List<String> actual = hostile.stream().map(HostileRenderedIT::plain).sorted().toList();
    if (!expected.equals(actual)) {
      List<String> missing = new ArrayList<>(expected);
      actual.forEach(missing::remove);
      List<String> surplus = new ArrayList<>(actual);
      expected.forEach(surplus::remove);
      wrong.add(describe(pair) + ": Nix lacks " + missing + " and has " + surplus);
    }
  }

  /**
   * The text without what systemd, the shell and tmpfiles escape it with; how they read that again
   * is the business of their own tests. Everything else stays exact.
   */
  private static String plain(String leaf) {
    if (!leaf.startsWith(".systemd.")
        && !leaf.startsWith(".environment.systemPackages")
        && !leaf.startsWith(".services.prometheus.exporters.")) {
      return leaf;
    }
    String plain = unescaped(leaf).replaceAll("[\"'\\\\]", "").replaceAll("([%$])\\1+", "$1");
    if (leaf.startsWith(".environment.systemPackages")) {
      // Lists in it go by name.
      return Stream.of(plain.split("[\\[\\]{}, ]", -1)).sorted().collect(Collectors.joining(","));
    }
    // The name of a mount unit has the slashes of its path as dashes.
    return leaf.endsWith(".mount") ? plain.replace('/', '-') : plain;
  }

  private static String unescaped(String leaf) {
    return ESCAPED
        .matcher(leaf)
        .replaceAll(
            bytes ->
                Matcher.quoteReplacement(
                    new String(
                        HexFormat.of().parseHex(bytes.group().replace("\\x", "")),
                        StandardCharsets.UTF_8)));
  }

  /** What the modules define, a line each, with the text of a script in place of its path. */
  private static List<String> leaves(
      @Nullable Object value, Path folder, SortedMap<String, String> scripts) {
    List<String> leaves = new ArrayList<>();
    collect("", value, leaves);
    leaves.replaceAll(leaf -> leaf.replace(folder.toString(), "MODULE"));
    leaves.replaceAll(leaf -> withScripts(leaf, scripts));
    return leaves;
  }

  /** Scripts call scripts. */
  private static String withScripts(String leaf, SortedMap<String, String> scripts) {
    String before;
    String text = leaf;
    do {
      before = text;
      for (Map.Entry<String, String> script : scripts.entrySet()) {
        text = text.replace(script.getKey().replaceFirst("/bin/[^/]+$", ""), script.getValue());
      }
    } while (!text.equals(before));
    return text;
  }

  private static void collect(String path, @Nullable Object value, List<String> leaves) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, child) -> collect(path + "." + name, child, leaves));
    } else if (value instanceof List<?> list) {
      list.forEach(child -> collect(path, child, leaves));
    } else {
      leaves.add(path + " = " + value);
    }
  }

  private static List<String> conf(SortedMap<String, String> files) {
    return Objects.requireNonNull(files.get("pgbackrest.conf")).lines().toList();
  }

  private static List<String> alerts(SortedMap<String, String> files) {
    String text = files.get("alerts.yaml");
    List<String> leaves = new ArrayList<>();
    if (text != null) {
      collect("", new Load(LoadSettings.builder().build()).loadFromString(text), leaves);
    }
    return leaves;
  }

  /** The openings of code blocks and the headings, in their order. */
  private static List<String> fences(SortedMap<String, String> files) {
    List<String> found = new ArrayList<>();
    String fence = "";
    for (String line : Objects.requireNonNull(files.get("RUNBOOK.md")).lines().toList()) {
      String text = line.strip();
      if (fence.isEmpty() && text.startsWith("```")) {
        fence = text.replaceFirst("[^`].*", "");
        found.add("block " + text.substring(fence.length()));
      } else if (!fence.isEmpty() && text.equals(fence)) {
        fence = "";
        found.add("end");
      } else if (fence.isEmpty() && text.startsWith("#")) {
        found.add("heading");
      }
    }
    return found;
  }

  private static String describe(Pair pair) {
    return pair.place
        + " with "
        + (pair.hostile.length() > 60 ? pair.hostile.substring(0, 60) + "…" : pair.hostile);
  }
}
