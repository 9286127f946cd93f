package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.exporter.StanzaInfo.RepoInfo;
import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import io.github.pgbackrest2nix.testing.Golden;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecordingsTest {
  private static final List<String> VERSIONS = Recordings.VERSIONS;
  private static final Path EXPOSITIONS = Path.of("src/test/resources/exposition");
  private static final Pattern SERIES = Pattern.compile("(\\w+)(?:\\{(.*)\\})? [^ ]+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
  private static final long MAX_BYTES = 1 << 20;
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T15:00:00Z"), ZoneOffset.UTC);

  private static Stream<Arguments> exposed() {
    return VERSIONS.stream()
        .flatMap(
            version ->
                Recordings.of(version).stream()
                    .map(file -> file.getFileName().toString().replace(".json", ""))
                    .map(name -> Arguments.of(version, name)));
  }

  private static Snapshot collect(String version, String name) {
    return collect(version, name, false);
  }

  private static Snapshot collect(String version, String name, boolean everyBackup) {
    Iterator<Long> nanoTimes = List.of(0L, 1_250_000_000L).iterator();
    InfoSource source = new RecordedSource(Recordings.file(version, name));
    return new Collector(
            Recordings.DECLARATION, source, Recordings.CALENDARS, CLOCK, nanoTimes::next)
        .withEveryBackup(everyBackup)
        .collect(Remembered.NOTHING);
  }

  private static void assertExposedAs(String golden, Snapshot snapshot) {
    Golden.assertMatches(
        EXPOSITIONS.resolve(golden + ".prom"), Expositions.text(snapshot, "0.0.0"));
  }

  @ParameterizedTest
  @MethodSource("exposed")
  void areExposedAsInTheGoldens(String version, String name) {
    assertExposedAs(version + "/" + name, collect(version, name));
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void areExposedBackupByBackupIfWanted(String version) {
    Snapshot snapshot = collect(version, "full-diff-incr-annotated", true);

    assertExposedAs(version + "/per-backup", snapshot);
  }

  // Prometheus takes series of one name with other labels, but nobody's queries do.
  @Test
  void giveEveryMetricItsLabelsAndNoOthers() throws IOException {
    Map<String, Set<String>> documented =
        BackupMetrics.all().stream()
            .collect(Collectors.toMap(MetricSpec::name, each -> Set.copyOf(each.labels())));
    Map<String, Set<Set<String>>> exposed = new TreeMap<>();
    try (Stream<Path> files = Files.walk(EXPOSITIONS)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".prom")).toList()) {
        for (String line : Files.readAllLines(file)) {
          Matcher series = SERIES.matcher(line);
          if (series.matches()) {
            String text = series.group(2) == null ? "" : series.group(2);
            Set<String> labels =
                LABEL
                    .matcher(text)
                    .results()
                    .map(each -> each.group(1))
                    .collect(Collectors.toSet());
            exposed.computeIfAbsent(series.group(1), name -> new HashSet<>()).add(labels);
          }
        }
      }
    }

    assertThat(exposed).hasSizeGreaterThan(60);
    exposed.forEach(
        (name, labels) -> assertThat(labels).as(name).containsExactly(documented.get(name)));
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void areReadAsInTheSummary(String version) {
    List<String> lines = new ArrayList<>();
    for (Path file : Recordings.of(version)) {
      lines.add(file.getFileName() + "\n" + summary(file));
    }

    Golden.assertMatches(EXPOSITIONS.resolve(version + "/summary.txt"), String.join("", lines));
  }

  @Test
  void areManyOfEveryVersion() {
    assertThat(VERSIONS).allSatisfy(version -> assertThat(Recordings.of(version)).hasSize(24));
  }

  private static String summary(Path file) {
    StringBuilder summary = new StringBuilder();
    try {
      for (StanzaInfo stanza : new RecordedSource(file).all(each -> each)) {
        summary.append("  %s %d\n".formatted(stanza.name(), stanza.status().code()));
        for (RepoInfo repo : stanza.repos()) {
          int code = repo.status().code();
          summary.append("    repo%d %s %d\n".formatted(repo.key(), repo.cipher(), code));
        }
        for (BackupInfo backup : stanza.backups()) {
          summary.append("    %s\n".formatted(backup));
        }
      }
    } catch (InfoFailedException e) {
      summary.append("  %s\n".formatted(e.reason()));
    }
    return summary.toString();
  }

  /** Answers with a file. */
  private record RecordedSource(Path file) implements InfoSource {
    @Override
    public <T> List<T> all(Function<StanzaInfo, T> keep) throws InfoFailedException {
      try (InputStream in = Files.newInputStream(file)) {
        return new InfoOutput().read(in, MAX_BYTES, keep);
      } catch (IOException e) {
        int code = e instanceof InfoFailedException known ? known.code() : ErrorCode.NOT_UNDERSTOOD;
        throw new InfoFailedException(code, String.valueOf(e.getMessage()));
      }
    }

    @Override
    public <T> List<T> one(RepoId id, Function<StanzaInfo, T> keep) throws InfoFailedException {
      throw new InfoFailedException(ErrorCode.NOT_UNDERSTOOD, "not recorded");
    }
  }
}
