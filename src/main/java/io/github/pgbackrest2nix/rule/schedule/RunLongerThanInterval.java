package io.github.pgbackrest2nix.rule.schedule;

import io.github.pgbackrest2nix.calendar.CalendarParser;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.forecast.RunGaps;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Job;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.time.Duration;
import java.time.ZoneOffset;
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
    Description description = context.description();
    return description.stanzas().stream()
        .flatMap(stanza -> stanza.jobs().stream())
        .flatMap(job -> check(description, job).stream())
        .toList();
  }

  private static Optional<Finding> check(Description description, Job job) {
    Optional<Duration> run = job.schedule().expectedDuration();
    if (run.isEmpty()) {
      return Optional.empty();
    }
    int runs = description.repositoriesOf(job).size();
    Duration all = run.get().multipliedBy(runs);
    return CalendarParser.parse(job.schedule().calendar())
        .expression()
        .flatMap(calendar -> RunGaps.longest(List.of(calendar), ZoneOffset.UTC))
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
