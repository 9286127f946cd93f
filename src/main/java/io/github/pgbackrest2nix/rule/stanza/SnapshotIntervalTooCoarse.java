package io.github.pgbackrest2nix.rule.stanza;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.forecast.Forecast;
import io.github.pgbackrest2nix.model.Sanoid;
import io.github.pgbackrest2nix.model.Sanoid.Template;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reports periods of frequent snapshots that sanoid is not started often enough for. */
public final class SnapshotIntervalTooCoarse implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "snapshot-interval-too-coarse",
          Severity.WARNING,
          "frequent snapshots that sanoid cannot take in time");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DEFAULT_PERIOD = Duration.ofMinutes(15);

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().sanoid().stream()
        .flatMap(
            sanoid ->
                sanoid.templates().stream()
                    .filter(each -> each.autosnap() && each.frequently() > 0)
                    .flatMap(each -> check(context.forecast(), sanoid, each).stream()))
        .toList();
  }

  private static Optional<Finding> check(Forecast forecast, Sanoid sanoid, Template template) {
    Duration period = template.frequentPeriod().orElse(DEFAULT_PERIOD);
    if (HOUR.toMinutes() % period.toMinutes() != 0) {
      return Optional.of(
          Finding.atKey(
                  template.at().child("frequentPeriod"),
                  "sanoid counts periods from each full hour, and %d minutes do not divide it: the last one is shorter or never comes"
                      .formatted(period.toMinutes()))
              .help("use 5m, 10m, 15m, 20m or 30m"));
    }
    return interval(forecast, sanoid)
        .filter(interval -> interval.compareTo(period) > 0)
        .map(interval -> finding(sanoid, template, period, interval));
  }

  private static Finding finding(
      Sanoid sanoid, Template template, Duration period, Duration interval) {
    Finding finding =
        Finding.atKey(
                template.at().child("frequently"),
                "snapshots every %d minutes are wanted, but sanoid runs every %d only"
                    .formatted(period.toMinutes(), interval.toMinutes()))
            .help(
                "write frequentPeriod, or sanoid.interval: \"*:0/%d\""
                    .formatted(period.toMinutes()));
    return sanoid.interval().isEmpty()
        ? finding
        : finding.see(sanoid.at().child("interval"), "this is when sanoid runs");
  }

  /** Finds the time between two runs: declared, after the shortest period, or NixOS's hourly. */
  private static Optional<Duration> interval(Forecast forecast, Sanoid sanoid) {
    if (sanoid.interval().isPresent()) {
      return forecast.find(sanoid.interval().get()).flatMap(forecast::longestGap);
    }
    return Optional.of(
        sanoid.templates().stream()
            .filter(each -> each.frequently() > 0)
            .flatMap(each -> each.frequentPeriod().stream())
            .min(Duration::compareTo)
            .orElse(HOUR));
  }
}
