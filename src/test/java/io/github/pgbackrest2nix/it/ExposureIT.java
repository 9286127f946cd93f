package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.Golden;
import io.github.pgbackrest2nix.testing.IsolatedRoot;
import io.github.pgbackrest2nix.testing.Json;
import io.github.pgbackrest2nix.testing.Machine;
import io.github.pgbackrest2nix.testing.RenderedUnits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an intruder in a rendered unit could reach, as systemd, old and new, rates it. */
final class ExposureIT {
  private static final Path PAGE = Path.of("src/site/markdown/hardening.md");
  private static final Pattern TABLE = Pattern.compile("(?m)^\\| unit \\|.*\\n(?:\\|.*\\n)+");
  private static final Pattern EXPLAINED = Pattern.compile("(?m)^- `([^`]+)`: ");
  private static final Pattern OVERALL =
      Pattern.compile("(?m)Overall exposure level for \\S+: ([0-9.]+) ");
  private static final double WORST = 1.5;

  @TempDir Path scratch = Path.of("");

  private final SortedMap<String, Kind> kinds = new TreeMap<>();

  @Test
  void isWhatTheTableSays() throws IOException {
    for (DescribedHost host : DescribedHost.values()) {
      RenderedUnits units = host.units(Files.createDirectory(scratch.resolve(host.name())));
      for (DebianRoot root : DebianRoot.values()) {
        rate(units, root);
      }
    }
    String page = Files.readString(PAGE);

    assertThat(kinds.values())
        .flatExtracting(kind -> kind.exposure.values())
        .isNotEmpty()
        .allMatch(exposure -> (double) exposure <= WORST);
    Golden.assertMatches(PAGE, TABLE.matcher(page).replaceFirst(Matcher.quoteReplacement(table())));
    assertThat(explained(page)).containsExactlyElementsOf(left());
  }

  private void rate(RenderedUnits units, DebianRoot root) {
    try (Machine machine = IsolatedRoot.over(root)) {
      units.installOn(machine);
      for (String unit : units.unitsOf("service")) {
        Kind kind = kinds.computeIfAbsent(kindOf(unit, units.unit(unit)), name -> new Kind());
        kind.exposure.merge(root, overall(security(machine, unit)), Math::max);
        if (root == DebianRoot.SID) {
          kind.left.addAll(leftOf(security(machine, unit, "--json=short")));
        }
      }
    }
  }

  /** Units that differ in names only are one kind. */
  private static String kindOf(String unit, String text) {
    if (text.contains("PropagatesStopTo=") && !text.contains("User=postgres")) {
      return "a job that starts its runs";
    }
    return Stream.of(
            "backup",
            "bootstrap",
            "bootstrap-backup",
            "check",
            "credentials",
            "expire",
            "metrics",
            "metrics-server",
            "restore-drill",
            "stanza-create")
        .filter(word -> unit.matches(".*-" + word + "(-.*)?\\.service"))
        .max(Comparator.comparingInt(String::length))
        .map(word -> word.equals("backup") ? "a run of a backup" : "`…-" + word + "`")
        .orElse("`" + unit + "`");
  }

  private static String security(Machine machine, String unit, String... options) {
    return machine
        .run(
            Stream.of(
                    Stream.of("systemd-analyze", "security", "--offline=true", "--no-pager"),
                    Stream.of(options),
                    Stream.of("/etc/systemd/system/" + unit))
                .flatMap(each -> each)
                .toArray(String[]::new))
        .succeeded();
  }

  private static double overall(String report) {
    Matcher overall = OVERALL.matcher(report);
    assertThat(overall.find()).as(report).isTrue();
    return Double.parseDouble(overall.group(1));
  }

  /** The settings that count against a unit. */
  private static List<String> leftOf(String report) {
    return ((List<?>) Objects.requireNonNull(Json.read(report)))
        .stream()
            .map(each -> (Map<?, ?>) each)
            .filter(each -> each.get("exposure") instanceof String)
            .map(each -> ("" + each.get("name")).replaceFirst("=.*", ""))
            .toList();
  }

  private String table() {
    String head =
        "| unit | Debian 12 | Debian 13 | Debian sid | what counts |\n|---|---|---|---|---|\n";
    return kinds.entrySet().stream()
        .map(entry -> "| %s | %s |\n".formatted(entry.getKey(), entry.getValue().cells()))
        .collect(Collectors.joining("", head, ""));
  }

  private SortedSet<String> left() {
    SortedSet<String> left = new TreeSet<>();
    kinds.values().forEach(kind -> left.addAll(kind.left));
    return left;
  }

  private static SortedSet<String> explained(String page) {
    return EXPLAINED
        .matcher(page)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The worst of the units of one kind. */
  private static final class Kind {
    private final Map<DebianRoot, Double> exposure = new EnumMap<>(DebianRoot.class);
    private final SortedSet<String> left = new TreeSet<>();

    String cells() {
      Stream<String> figures = exposure.values().stream().map(String::valueOf);
      return Stream.concat(figures, Stream.of(String.join(", ", left)))
          .collect(Collectors.joining(" | "));
    }
  }
}
