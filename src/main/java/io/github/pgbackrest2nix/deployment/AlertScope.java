package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.deployment.Alert.Label;
import io.github.pgbackrest2nix.forecast.Forecast;
import io.github.pgbackrest2nix.forecast.Staleness;
import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.model.UnitNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a rule is about: the host, a stanza on it, or a stanza in one repository. */
final class AlertScope {
  private static final String HOST = "{{ $labels.hostname }}";

  private final Forecast forecast;
  private final Optional<Stanza> stanza;
  private final Optional<Repository> repository;
  private final Duration interval;

  private AlertScope(
      Forecast forecast,
      Optional<Stanza> stanza,
      Optional<Repository> repository,
      Duration interval) {
    this.forecast = forecast;
    this.stanza = stanza;
    this.repository = repository;
    this.interval = interval;
  }

  static AlertScope of(Forecast forecast) {
    return new AlertScope(
        forecast, Optional.empty(), Optional.empty(), Staleness.collectionInterval(forecast));
  }

  AlertScope in(Stanza each) {
    return new AlertScope(forecast, Optional.of(each), Optional.empty(), interval);
  }

  AlertScope in(Repository each) {
    return new AlertScope(forecast, stanza, Optional.of(each), interval);
  }

  Forecast forecast() {
    return forecast;
  }

  Description description() {
    return forecast.description();
  }

  Stanza stanza() {
    return stanza.orElseThrow(() -> new NoSuchElementException("a rule without a stanza"));
  }

  Repository repository() {
    return repository.orElseThrow(() -> new NoSuchElementException("a rule without a repository"));
  }

  /** Returns the longest time between two collections. */
  Duration interval() {
    return interval;
  }

  /** Returns for how long a rule must hold: one collection that failed is no reason to wake up. */
  Duration pending() {
    return interval.multipliedBy(2);
  }

  /** Returns the time at which a test looks. */
  Duration end() {
    return interval.multipliedBy(3);
  }

  /** Returns the service that collects metrics on this host, with its suffix. */
  String collector() {
    boolean file = description().metrics().textfile().isPresent();
    return (file ? UnitNames.METRICS : UnitNames.METRICS_SERVER) + ".service";
  }

  List<Label> subject() {
    List<Label> labels = new ArrayList<>();
    stanza.ifPresent(each -> labels.add(new Label(BackupMetrics.STANZA, each.name())));
    repository.ifPresent(
        each -> labels.add(new Label(BackupMetrics.REPO, BackupMetrics.repoLabel(each.key()))));
    return labels;
  }

  /** Returns where it is, as the end of a summary. */
  String where() {
    if (stanza.isEmpty()) {
      return HOST;
    }
    return "stanza {{ $labels.stanza }}, "
        + (repository.isPresent() ? "{{ $labels.repo }}, " : "")
        + HOST;
  }

  /** Returns the series of the metric, by all of its labels that are known. */
  String series(MetricSpec metric) {
    return series(metric, Map.of());
  }

  /** Returns the series of the metric that has these labels, too. */
  String series(MetricSpec metric, Map<String, String> more) {
    Map<String, String> known = new HashMap<>(more);
    known.put(BackupMetrics.HOSTNAME, description().host());
    stanza.ifPresent(each -> known.put(BackupMetrics.STANZA, each.name()));
    repository.ifPresent(
        each -> {
          known.put(BackupMetrics.REPO, BackupMetrics.repoLabel(each.key()));
          known.put(BackupMetrics.REPO_KEY, Integer.toString(each.key()));
        });
    return metric.labels().stream()
        .filter(known::containsKey)
        .map(label -> label + "=\"" + known.get(label) + "\"")
        .collect(Collectors.joining(",", metric.name() + "{", "}"));
  }

  /** Returns a command of pgBackRest for the stanza, and the repository if there is one. */
  String pgbackrest(String command) {
    return "sudo -u postgres pgbackrest --stanza="
        + stanza().name()
        + repository.map(each -> " --repo=" + each.key()).orElse("")
        + " "
        + command;
  }
}
