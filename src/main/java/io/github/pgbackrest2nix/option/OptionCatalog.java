package io.github.pgbackrest2nix.option;

import io.github.pgbackrest2nix.diagnostic.NearestNames;
import io.github.pgbackrest2nix.model.PgBackRestVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * pgBackRest's options of all releases from {@link #OLDEST} to {@link #LATEST}; a later release is
 * taken for the latest one. Names are those without a group's number.
 */
public final class OptionCatalog {
  /** The first release that the catalogue covers. */
  public static final PgBackRestVersion OLDEST = PgBackRestVersion.require("2.40");

  /** The last release that the catalogue covers. */
  public static final PgBackRestVersion LATEST = PgBackRestVersion.require("2.60");

  /** pgBackRest's commands, in all these releases. */
  public static final SortedSet<String> COMMANDS =
      Collections.unmodifiableSortedSet(
          new TreeSet<>(
              Set.of(
                  "annotate",
                  "archive-get",
                  "archive-push",
                  "backup",
                  "check",
                  "expire",
                  "help",
                  "info",
                  "manifest",
                  "repo-get",
                  "repo-ls",
                  "repo-rm",
                  "restore",
                  "server",
                  "server-ping",
                  "stanza-create",
                  "stanza-delete",
                  "stanza-upgrade",
                  "start",
                  "stop",
                  "verify",
                  "version")));

  private final Map<String, List<String>> linesByName;

  /** What was found before: many rules, and thousands of descriptions, ask for the same. */
  private final Map<Question, Optional<OptionSpec>> answers = new ConcurrentHashMap<>();

  private OptionCatalog(Map<String, List<String>> linesByName) {
    this.linesByName = linesByName;
  }

  /** Reads the catalogue; the lines are parsed when they are asked for. */
  public static OptionCatalog load() {
    Map<String, List<String>> linesByName = new LinkedHashMap<>();
    // Plain loops here and where lines are parsed: they spare a fresh JVM the set-up of lambdas.
    for (String line : text().split("\n", -1)) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        String name = line.substring(0, line.indexOf('|'));
        List<String> lines = linesByName.get(name);
        if (lines == null) {
          lines = new ArrayList<>();
          linesByName.put(name, lines);
        }
        lines.add(line);
      }
    }
    return new OptionCatalog(linesByName);
  }

  /** Returns the names of all options of all releases, sorted. */
  public SortedSet<String> names() {
    return new TreeSet<>(linesByName.keySet());
  }

  /** Returns whether any release has an option of this name. */
  public boolean has(String name) {
    return linesByName.containsKey(name);
  }

  /** Finds an option as the release of a version knows it; patch levels have the same options. */
  public Optional<OptionSpec> find(String name, PgBackRestVersion version) {
    // Only names that exist are remembered: others are without number.
    return linesByName.containsKey(name)
        ? answers.computeIfAbsent(
            new Question(name, version.release()), each -> read(each.name(), each.release()))
        : Optional.empty();
  }

  private Optional<OptionSpec> read(String name, PgBackRestVersion release) {
    for (OptionLine line : lines(name)) {
      if (line.holdsFor(release)) {
        return Optional.of(line.spec(release));
      }
    }
    return Optional.empty();
  }

  /** Finds an option of any release, as the last release that has it knows it. */
  public Optional<OptionSpec> findInAnyRelease(String name) {
    List<OptionLine> lines = lines(name);
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(lines.get(lines.size() - 1))
            .map(line -> line.spec(line.until().orElse(LATEST)));
  }

  /** Finds the first release that has an option. */
  public Optional<PgBackRestVersion> findFirstRelease(String name) {
    return Optional.ofNullable(linesByName.get(name))
        .map(lines -> OptionLine.parse(lines.get(0)).since());
  }

  /** Finds the last release that has an option, where a later one has dropped it. */
  public Optional<PgBackRestVersion> findLastRelease(String name) {
    List<OptionLine> lines = lines(name);
    return lines.isEmpty() ? Optional.empty() : lines.get(lines.size() - 1).until();
  }

  /** Finds the option that an older name, with {@code ?} for a number, stands for today. */
  public Optional<String> findRenamed(String oldName) {
    return linesByName.values().stream()
        .map(lines -> lines.get(0))
        .filter(line -> line.contains(oldName))
        .map(OptionLine::parse)
        .filter(line -> line.replaces().contains(oldName))
        .findFirst()
        .map(OptionLine::name);
  }

  /** Returns the names that a misspelt one was probably meant to be, nearest first. */
  public List<String> near(String typo) {
    return NearestNames.of(typo, linesByName.keySet());
  }

  private List<OptionLine> lines(String name) {
    List<OptionLine> lines = new ArrayList<>();
    for (String line : linesByName.getOrDefault(name, List.of())) {
      lines.add(OptionLine.parse(line));
    }
    return lines;
  }

  private record Question(String name, PgBackRestVersion release) {}

  private static String text() {
    try (InputStream stream =
        Objects.requireNonNull(OptionCatalog.class.getResourceAsStream("options.txt"))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
