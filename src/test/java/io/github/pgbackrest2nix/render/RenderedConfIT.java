package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.diagnostic.Checked;
import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.IsolatedRoot;
import io.github.pgbackrest2nix.testing.Json;
import io.github.pgbackrest2nix.testing.Machine;
import io.github.pgbackrest2nix.testing.PgBackRest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every pgBackRest at hand takes the configuration of every example without a warning. */
final class RenderedConfIT {
  private static final Pattern SECRET = Pattern.compile("option = \"(repo[0-9]+-[a-z0-9-]+)\"");
  private static final Pattern REPOSITORY = Pattern.compile("(?m)^repo([0-9]+)-path=");
  private static final Pattern STANZA = Pattern.compile("(?m)^\\[([^:\\]]+)]$");

  @ParameterizedTest
  @EnumSource(DebianRoot.class)
  void isAccepted(DebianRoot root) {
    try (Machine machine = IsolatedRoot.over(root)) {
      PgBackRest pgBackRest = new PgBackRest(machine);
      SortedMap<String, List<String>> complaints = new TreeMap<>();
      SortedMap<String, List<String>> expected = new TreeMap<>();
      for (Example example : Example.all()) {
        SortedMap<String, String> files =
            rendered(example, pgBackRest.version()).orElseGet(TreeMap::new);
        if (!files.isEmpty()) {
          configure(pgBackRest, files);
          ask(example, pgBackRest, files, complaints);
        }
        expected.putAll(nothingFor(example, files));
      }

      assertThat(complaints).isEqualTo(expected);
      assertThat(complaints).hasSizeGreaterThanOrEqualTo(root == DebianRoot.HOST ? 3 : 10);
    }
  }

  /**
   * Returns the files for this pgBackRest, where it is older than the example's own; nothing where
   * the example needs what it does not have.
   */
  private static Optional<SortedMap<String, String>> rendered(Example example, String installed) {
    Map<String, Object> description = description(example);
    @SuppressWarnings("unchecked")
    Map<String, Object> target =
        new LinkedHashMap<>(
            (Map<String, Object>) Objects.requireNonNull(description.get("target")));
    target.put("pgbackrest", PgBackRestVersion.require(installed).toString());
    description.put("target", target);
    // What the oldest ones do not know of PostgreSQL is not the configuration's fault.
    String text = Json.write(description).replaceAll("\"version\":1[67]", "\"version\":15");
    if (isNotOlder(installed, example)) {
      return Optional.of(example.render());
    }
    Checked<List<RenderedFile>> result = example.compile(text);
    if (result.value().isPresent()) {
      return Optional.of(example.render(text));
    }
    assertThat(result.diagnostics())
        .extracting(diagnostic -> diagnostic.rule().id())
        .contains("option-not-in-version");
    return Optional.empty();
  }

  private static boolean isNotOlder(String installed, Example example) {
    String own =
        Pattern.compile("Checked against pgBackRest ([0-9.]+) for")
            .matcher(Objects.requireNonNull(example.render().get("default.nix")))
            .results()
            .map(match -> match.group(1))
            .findFirst()
            .orElseThrow();
    return PgBackRestVersion.require(installed).compareTo(PgBackRestVersion.require(own)) >= 0;
  }

  private static void configure(PgBackRest pgBackRest, Map<String, String> files) {
    pgBackRest.configure(file(files, "pgbackrest.conf"));
    // Base64, for keys of Azure.
    String secrets =
        SECRET
            .matcher(file(files, "backup.nix"))
            .results()
            .map(secret -> secret.group(1) + "=bm9uZQ==\n")
            .collect(Collectors.joining());
    if (!secrets.isEmpty()) {
      pgBackRest.include("credentials.conf", "[global]\n" + secrets);
    }
  }

  private static void ask(
      Example example,
      PgBackRest pgBackRest,
      Map<String, String> files,
      Map<String, List<String>> complaints) {
    for (String stanza : stanzas(files)) {
      for (String repository : repositories(files)) {
        complaints.put(
            example + " " + stanza + " repo" + repository,
            pgBackRest.complaints(stanza, Integer.parseInt(repository)));
      }
    }
  }

  private static SortedMap<String, List<String>> nothingFor(
      Example example, Map<String, String> files) {
    SortedMap<String, List<String>> nothing = new TreeMap<>();
    for (String stanza : stanzas(files)) {
      for (String repository : repositories(files)) {
        nothing.put(example + " " + stanza + " repo" + repository, List.of());
      }
    }
    return nothing;
  }

  private static List<String> stanzas(Map<String, String> files) {
    return files.isEmpty()
        ? List.of()
        : groups(STANZA, files).stream().filter(name -> !name.equals("global")).toList();
  }

  private static List<String> repositories(Map<String, String> files) {
    return files.isEmpty() ? List.of() : groups(REPOSITORY, files);
  }

  private static List<String> groups(Pattern pattern, Map<String, String> files) {
    return pattern
        .matcher(file(files, "pgbackrest.conf"))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  private static String file(Map<String, String> files, String name) {
    return Objects.requireNonNull(files.get(name));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> description(Example example) {
    Object data = new Load(LoadSettings.builder().build()).loadFromString(example.text());
    return new LinkedHashMap<>((Map<String, Object>) data);
  }
}
