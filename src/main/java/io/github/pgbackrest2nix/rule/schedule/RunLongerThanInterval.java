package io.github.pgbackrest2nix.rule.schedule;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.forecast.Forecast;
import io.github.pgbackrest2nix.model.Job;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reports jobs that take longer than the time from one run to the next. */
public final class RunLongerThanInterval implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "run-longer-than-interval",
          Severity.WARNING,
          "a job that is still running when it is due again");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().stanzas().stream()
        .flatMap(stanza -> stanza.jobs().stream())
        .flatMap(job -> check(context.forecast(), job).stream())
        .toList();
  }

  private static Optional<Finding> check(Forecast forecast, Job job) {
    Optional<Duration> run = job.schedule().expectedDuration();
    if (run.isEmpty()) {
      return Optional.empty();
    }
    int runs = forecast.description().repositoriesOf(job).size();
    Duration all = run.get().multipliedBy(runs);
    return forecast
        .find(job.schedule().calendar())
        .flatMap(forecast::longestGap)
        .filter(gap -> all.compareTo(gap) > 0)
        .map(gap -> finding(job, runs, all, gap));
  }

  private static Finding finding(Job job, int runs, Duration all, Duration gap) {
    return Finding.atKey(
            job.at().child("expectedDuration"),
            "%s takes %d minutes, but is due again after %d: systemd leaves out what is due while it runs"
                .formatted(
                    runs > 1 ? "the run on %d repositories, one by one,".formatted(runs) : "a run",
                    all.toMinutes(),
                    gap.toMinutes()))
        .help("run it less often, or give each repository a job of its own")
        .see(job.at().child("calendar"), "this is when it is due");
  }
}
