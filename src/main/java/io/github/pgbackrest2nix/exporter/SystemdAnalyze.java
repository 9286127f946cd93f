package io.github.pgbackrest2nix.exporter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells when schedules are due by systemd's own reckoning, in the time zone of this host, as its
 * timers do.
 */
final class SystemdAnalyze implements Calendars {
  private static final long MAX_OUTPUT_BYTES = 1L << 20;

  /** One for each expression. */
  private static final Pattern BEGINNING = Pattern.compile(" *Normalized form: .*");

  // Where the host's time is not UTC, the line of its own time comes first, and another follows.
  private static final Pattern UTC =
      Pattern.compile(
          " *(?:Next elapse|\\(in UTC\\)): \\w+ (\\d{4}-\\d{2}-\\d{2}) (\\d{2}:\\d{2}:\\d{2})\\S* UTC");

  private final Program program;

  private SystemdAnalyze(Program program) {
    this.program = program;
  }

  /** Returns what asks this program; without one it cannot be told. */
  static Calendars find(Optional<Path> path, Duration timeout) {
    return path.<Calendars>map(
            each -> new SystemdAnalyze(new Program("systemd-analyze", each, timeout)))
        .orElse(UNKNOWN);
  }

  @Override
  public Map<String, Long> next(Collection<String> expressions) throws InfoFailedException {
    if (expressions.isEmpty()) {
      return Map.of();
    }
    List<String> arguments = new ArrayList<>(List.of("calendar", "--"));
    arguments.addAll(expressions);
    return program.run(arguments, stdout -> read(stdout, List.copyOf(expressions)));
  }

  private static Map<String, Long> read(InputStream stdout, List<String> expressions)
      throws IOException {
    Map<String, Long> next = new HashMap<>();
    int answers = 0;
    InputStream bounded = InfoOutput.limited(stdout, MAX_OUTPUT_BYTES);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(bounded, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        answers += BEGINNING.matcher(line).matches() ? 1 : 0;
        Matcher time = UTC.matcher(line);
        if (time.matches() && answers > 0 && answers <= expressions.size()) {
          next.put(expressions.get(answers - 1), seconds(time.group(1), time.group(2)));
        }
      }
    }
    if (answers != expressions.size()) {
      throw new IOException(
          "it was asked for " + expressions.size() + " schedules and told of " + answers);
    }
    return next;
  }

  private static long seconds(String date, String time) {
    return LocalDateTime.parse(date + "T" + time).toEpochSecond(ZoneOffset.UTC);
  }
}
