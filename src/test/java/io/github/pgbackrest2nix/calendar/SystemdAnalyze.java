package io.github.pgbackrest2nix.calendar;

import io.github.pgbackrest2nix.testing.RequiredTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real {@code systemd-analyze calendar}, many expressions at a time. */
final class SystemdAnalyze {
  private static final Pattern ORIGINAL = Pattern.compile(" *Original form: (.*)");
  private static final Pattern NORMALIZED = Pattern.compile(" *Normalized form: (.*)");
  private static final Pattern ELAPSE =
      Pattern.compile(" *(?:Next elapse|Iter(?:\\.|ation) #[0-9]+): (.*)");
  private static final Pattern IN_UTC = Pattern.compile(" *\\(in UTC\\): (.*)");
  private static final Pattern REFUSED =
      Pattern.compile("Failed to parse calendar specification '(.*)': .*");
  private static final Pattern ENDLESS =
      Pattern.compile("Failed to determine next elapse for '(.*)': .*");
  private static final DateTimeFormatter BASE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final Path program = RequiredTool.find("systemd-analyze");

  /**
   * What systemd makes of an expression.
   *
   * @param normalized nothing if it gave up before printing it
   * @param elapses in whole seconds
   */
  record Answer(Optional<String> normalized, List<Instant> elapses) {}

  /** Returns the release, like 252. */
  int version() {
    String first = run(Map.of(), List.of("--version")).get(0);
    return Integer.parseInt(first.replaceFirst("^systemd ([0-9]+).*$", "$1"));
  }

  /**
   * Returns the answers to the expressions that systemd accepts, without the spaces they end in:
   * systemd does not repeat these.
   */
  Map<String, Answer> calendar(
      Collection<String> expressions, String hostZone, Instant base, int iterations) {
    List<String> arguments = new ArrayList<>();
    arguments.add("calendar");
    arguments.add("--iterations=" + iterations);
    arguments.add("--base-time=" + BASE.format(base));
    arguments.add("--");
    arguments.addAll(expressions);
    Answers answers = new Answers();
    run(Map.of("TZ", hostZone), arguments).forEach(answers::read);
    List<String> unanswered =
        expressions.stream()
            .map(String::stripTrailing)
            .filter(expression -> !answers.found.containsKey(expression))
            .filter(expression -> !answers.refused.contains(expression))
            .toList();
    if (!unanswered.isEmpty()) {
      throw new AssertionError("systemd says nothing of " + unanswered);
    }
    return answers.found;
  }

  private static final class Answers {
    private final Map<String, Answer> found = new LinkedHashMap<>();
    private String original = "";
    private String current = "";
    private final Set<String> refused = new HashSet<>();

    void read(String line) {
      Matcher matcher = ORIGINAL.matcher(line);
      if (matcher.matches()) {
        original = matcher.group(1).stripTrailing();
        return;
      }
      if (matcher.usePattern(NORMALIZED).matches()) {
        // An expression in normalized form is not printed twice.
        current = original.isEmpty() ? matcher.group(1) : original;
        original = "";
        found.put(current, new Answer(Optional.of(matcher.group(1)), new ArrayList<>()));
      } else if (matcher.usePattern(ELAPSE).matches()) {
        if (matcher.group(1).endsWith(" UTC")) {
          add(matcher.group(1));
        }
      } else if (matcher.usePattern(IN_UTC).matches()) {
        add(matcher.group(1));
      } else if (matcher.usePattern(REFUSED).matches()) {
        refused.add(matcher.group(1).stripTrailing());
      } else if (matcher.usePattern(ENDLESS).matches()) {
        found.putIfAbsent(
            matcher.group(1).stripTrailing(), new Answer(Optional.empty(), new ArrayList<>()));
      }
    }

    private void add(String shown) {
      // Fri 2026-01-02 00:00:00 UTC
      LocalDateTime time = LocalDateTime.parse(shown.substring(4, shown.length() - 4), SHOWN);
      Objects.requireNonNull(found.get(current)).elapses().add(time.toInstant(ZoneOffset.UTC));
    }
  }

  private List<String> run(Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    try {
      Path output = Files.createTempFile("systemd-analyze", ".out");
      Path errors = Files.createTempFile("systemd-analyze", ".err");
      try {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start().waitFor();
        List<String> lines = new ArrayList<>(Files.readAllLines(output, StandardCharsets.UTF_8));
        lines.addAll(Files.readAllLines(errors, StandardCharsets.UTF_8));
        return lines;
      } finally {
        Files.delete(output);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
