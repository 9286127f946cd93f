package io.github.pgbackrest2nix.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.model.PgBackRestVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionCatalogTest {
  private static final String NAME = "[a-z0-9]+(-[a-z0-9]+)*";
  private static final String RELEASE = "2\\.\\d\\d";
  private static final String VALUE = "[^|,:@ ]+";
  private static final Pattern LINE =
      Pattern.compile(
          String.join(
              "\\|",
              NAME,
              "(repo|pg|-)",
              "(global|stanza|command-line)",
              "(boolean|integer|size|time|string-id|string|path|list|hash)",
              "(" + VALUE + "|" + list("[a-z0-9]+:" + VALUE) + ")",
              "(-|" + list(VALUE + "(@" + RELEASE + ")?") + "|" + list("[a-z0-9]+:" + VALUE) + ")",
              list(NAME + "(@(" + RELEASE + ")?\\.\\.(" + RELEASE + ")?)?"),
              "(-|" + list("(secret|internal|old)") + ")",
              "(-|" + RELEASE + ")",
              "(-|" + RELEASE + ")",
              "(-|" + list("[a-z0-9?-]+") + ")",
              "(-|" + NAME + "(=" + list(VALUE) + ")?)",
              "(-|[a-z-]+:(default|allowed|depends)=\\S+( [a-z-]+:(default|allowed|depends)=\\S+)*)"));

  private final OptionCatalog catalog = OptionCatalog.load();

  @Test
  void everyLineOfTheFileHasItsForm() throws IOException {
    assertThat(lines()).hasSizeGreaterThan(200).allMatch(LINE.asMatchPredicate());
  }

  @Test
  void linesAreSortedByNameAndRelease() throws IOException {
    List<String> keys =
        lines().stream()
            .map(OptionLine::parse)
            .map(line -> line.name() + " " + line.since())
            .toList();

    assertThat(keys).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void linesOfOneOptionDoNotOverlap() throws IOException {
    Map<String, PgBackRestVersion> last = new TreeMap<>();
    List<String> overlaps = new ArrayList<>();
    for (String text : lines()) {
      OptionLine line = OptionLine.parse(text);
      Optional<PgBackRestVersion> before = Optional.ofNullable(last.get(line.name()));
      if (before.isPresent() && before.get().compareTo(line.since()) >= 0) {
        overlaps.add(text);
      }
      last.put(line.name(), line.until().orElse(OptionCatalog.LATEST));
    }

    assertThat(overlaps).isEmpty();
  }

  @Test
  void everyDefaultIsAllowed() {
    List<String> refused = new ArrayList<>();
    for (OptionSpec spec : latest()) {
      spec.defaults().forEach((choice, value) -> collect(refused, spec, choice, value));
    }

    assertThat(refused).isEmpty();
  }

  @Test
  void everyDependencyIsAnOption() {
    assertThat(latest())
        .allMatch(
            spec ->
                spec.dependency()
                    .map(each -> catalog.find(each.option(), OptionCatalog.LATEST).isPresent())
                    .orElse(true));
  }

  @Test
  void everyCommandExists() {
    assertThat(latest())
        .allMatch(
            spec ->
                spec.commands().stream().allMatch(each -> OptionCatalog.COMMANDS.contains(each)));
  }

  @ParameterizedTest
  @CsvSource({
    "repo-block, 2.45, false",
    "repo-block, 2.46, true",
    "cipher-pass, 2.59, true",
    "cipher-pass, 2.60, false",
    "storage-prefetch, 2.60, false",
    "repo-storage-prefetch, 2.61, true",
    "no-such, 2.60, false"
  })
  void findsAnOptionInItsReleasesOnly(String name, String release, boolean found) {
    assertThat(catalog.find(name, PgBackRestVersion.require(release)).isPresent()).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({"2.52, warn", "2.53, off"})
  void aDefaultFollowsTheRelease(String release, String expected) {
    assertThat(
            catalog
                .find("log-level-stderr", PgBackRestVersion.require(release))
                .flatMap(OptionSpec::defaultValue))
        .contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "retention-full, repo-retention-full",
    "db?-path, pg-path",
    "archive-queue-max, archive-push-queue-max",
    "hardlink, repo-hardlink"
  })
  void findsWhatAnOlderNameStandsFor(String old, String today) {
    assertThat(catalog.findRenamed(old)).contains(today);
  }

  @ParameterizedTest
  @CsvSource({
    "proces-max, process-max",
    "compres-tpye, compress-type",
    "repo-retention-ful, repo-retention-full"
  })
  void namesTheNearestOption(String typo, String meant) {
    assertThat(catalog.near(typo)).startsWith(meant);
  }

  @Test
  void namesNothingThatIsFarOff() {
    assertThat(catalog.near("wal-g-prefix")).isEmpty();
  }

  private static void collect(List<String> refused, OptionSpec spec, String choice, String value) {
    spec.check(value, choice)
        .ifPresent(problem -> refused.add(spec.name() + " " + value + ": " + problem));
  }

  private List<OptionSpec> latest() {
    return catalog.names().stream()
        .flatMap(name -> catalog.find(name, OptionCatalog.LATEST).stream())
        .toList();
  }

  private static String list(String item) {
    return item + "(," + item + ")*";
  }

  private static List<String> lines() throws IOException {
    try (InputStream stream = OptionCatalog.class.getResourceAsStream("options.txt")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }
}
