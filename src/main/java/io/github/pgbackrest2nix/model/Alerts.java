package io.github.pgbackrest2nix.model;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Prometheus shall warn of.
 *
 * @param prometheus whether this host's own Prometheus loads the rules
 * @param severity severity label by alert name, short or full
 * @param repoSizeLimit bytes over which a repository is too large
 * @param overrides as written
 */
public record Alerts(
    ConfigPath at,
    boolean prometheus,
    SortedMap<String, String> severity,
    Optional<Long> repoSizeLimit,
    List<AlertOverride> overrides) {
  public Alerts {
    severity = new TreeMap<>(severity);
    overrides = List.copyOf(overrides);
  }

  /**
   * What the description says of one alert instead of what follows from the schedules.
   *
   * @param alert the alert's name, short or full
   * @param after age over which it fires
   */
  public record AlertOverride(
      ConfigPath at, String alert, Optional<Duration> after, Optional<String> severity) {}

  /** Finds what the description says of this alert. */
  public Optional<AlertOverride> findOverride(AlertName name) {
    return overrides.stream()
        .filter(each -> AlertName.find(each.alert()).equals(Optional.of(name)))
        .findFirst();
  }

  /** Finds the severity that the description gives this alert, by its short or its full name. */
  public Optional<String> findSeverity(AlertName name) {
    return Optional.ofNullable(severity.get(name.shortName()))
        .or(() -> Optional.ofNullable(severity.get(name.fullName())));
  }
}
