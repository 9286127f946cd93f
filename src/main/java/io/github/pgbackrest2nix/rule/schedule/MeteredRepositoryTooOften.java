package io.github.pgbackrest2nix.rule.schedule;

import io.github.pgbackrest2nix.calendar.CalendarExpression;
import io.github.pgbackrest2nix.calendar.Elapses;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.forecast.Forecast;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Job;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reports object stores that get more backups a day than their bills bear. */
public final class MeteredRepositoryTooOften implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "metered-repository-too-often",
          Severity.WARNING,
          "many backups a day to a store that bills requests and traffic");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final int DAYS = 28;
  private static final int WEEK = 7;
  private static final int A_DAY = 6;
  private static final int MOST_A_DAY = 24;

  @Override
  public List<Finding> check(RuleContext context) {
    Description description = context.description();
    return description.repositories().stream()
        .filter(each -> each.storage().objectStore())
        .flatMap(
            repository ->
                description.stanzas().stream()
                    .flatMap(stanza -> check(context.forecast(), stanza, repository).stream()))
        .toList();
  }

  private static Optional<Finding> check(Forecast forecast, Stanza stanza, Repository repository) {
    List<Job> jobs =
        stanza.jobs().stream()
            .filter(job -> forecast.description().repositoriesOf(job).contains(repository))
            .toList();
    long runs = jobs.stream().mapToLong(job -> runs(forecast, job)).sum();
    if (runs <= (long) A_DAY * DAYS) {
      return Optional.empty();
    }
    Job busiest = jobs.stream().max(Comparator.comparing(job -> runs(forecast, job))).get();
    return Optional.of(
        Finding.atKey(
                busiest.at(),
                "\"%s\" gets %d backups a day: each lists the cluster, writes what changed and is billed, though WAL goes there anyway"
                    .formatted(repository.name(), runs / DAYS))
            .help(
                "give this job the local repositories only (repos), and the object store one or two backups a day")
            .see(repository.at(), "the object store is here"));
  }

  private static long runs(Forecast forecast, Job job) {
    return forecast
        .find(job.schedule().calendar())
        .map(
            calendar ->
                calendar.repeatsWeekly(ZoneOffset.UTC)
                    ? runs(calendar, WEEK) * (DAYS / WEEK)
                    : runs(calendar, DAYS))
        .orElse(0L);
  }

  private static long runs(CalendarExpression calendar, int days) {
    Instant until = FROM.plus(Duration.ofDays(days));
    Elapses elapses = calendar.elapses(FROM, ZoneOffset.UTC);
    long most = (long) MOST_A_DAY * days + 1;
    long runs = 0;
    while (runs < most && elapses.next().filter(each -> !each.isAfter(until)).isPresent()) {
      runs++;
    }
    return runs;
  }
}
