package io.github.pgbackrest2nix.rule.schedule;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.forecast.Forecast;
import io.github.pgbackrest2nix.forecast.Staleness;
import io.github.pgbackrest2nix.model.AlertName;
import io.github.pgbackrest2nix.model.Alerts.AlertOverride;
import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reports ages over which an alert would fire before the next run is even due, everywhere. */
public final class AlertThresholdBelowSchedule implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "alert-threshold-below-schedule",
          Severity.ERROR,
          "an alert that fires before the next backup is due");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().alerts().overrides().stream()
        .flatMap(override -> check(context.forecast(), override))
        .toList();
  }

  private static Stream<Finding> check(Forecast forecast, AlertOverride override) {
    Optional<BackupType> type = AlertName.find(override.alert()).flatMap(AlertName::ageOf);
    if (type.isEmpty() || override.after().isEmpty()) {
      return Stream.empty();
    }
    Description description = forecast.description();
    Duration after = override.after().get();
    Optional<Duration> shortest =
        description.stanzas().stream()
            .flatMap(
                stanza ->
                    description.repositories().stream()
                        .flatMap(
                            repository ->
                                Staleness.usualGap(forecast, stanza, repository, type.get())
                                    .stream()))
            .min(Duration::compareTo);
    return shortest
        .filter(gap -> gap.compareTo(after) > 0)
        .map(gap -> finding(override, type.get(), gap))
        .stream();
  }

  private static Finding finding(AlertOverride override, BackupType type, Duration gap) {
    return Finding.atKey(
            override.at().child("after"),
            "the alert would fire between any two %s backups: %d minutes pass from one to the next"
                .formatted(type.word(), gap.toMinutes()))
        .help("give it more time than that, or leave it out: it then follows the schedule");
  }
}
