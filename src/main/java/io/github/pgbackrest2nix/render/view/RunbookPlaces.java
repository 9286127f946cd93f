package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.ConfigurationFile.Entry;
import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.HostPaths;
import io.github.pgbackrest2nix.deployment.MonitoringPlan;
import io.github.pgbackrest2nix.deployment.MonitoringPlan.ServerPlan;
import io.github.pgbackrest2nix.deployment.RepositoryPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.DrillPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.JobPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.MaintenancePlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.TimerPlan;
import io.github.pgbackrest2nix.render.template.CodeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is where. */
record RunbookPlaces(List<RepositoryRow> repositories, List<JobRow> jobs, List<PlaceRow> files) {

  /**
   * One repository.
   *
   * @param mount the file system it lies on, or a dash
   */
  record RepositoryRow(String name, CodeSpan location, String retention, CodeSpan mount) {
    static RepositoryRow of(RepositoryPlan plan, Deployment deployment) {
      return new RepositoryRow(
          Headers.describe(plan),
          TableCell.code(plan.location()),
          retention(plan, deployment),
          TableCell.code(plan.mount().orElse("-")));
    }

    /** As pgbackrest.conf has it, which is what pgBackRest goes by. */
    private static String retention(RepositoryPlan plan, Deployment deployment) {
      String prefix = plan.label() + "-retention-";
      String all =
          deployment.configuration().sections().stream()
              .filter(section -> section.name().equals("global"))
              .flatMap(section -> section.entries().stream())
              .filter(entry -> entry.key().startsWith(prefix))
              .map(entry -> retention(entry, prefix))
              .collect(Collectors.joining(", "));
      return all.isEmpty() ? "everything, for ever" : all;
    }

    private static String retention(Entry entry, String prefix) {
      return entry.key().substring(prefix.length()) + " " + entry.value();
    }
  }

  /** One timer and what it starts. */
  record JobRow(CodeSpan unit, CodeSpan calendar, String does) {
    static Stream<JobRow> of(StanzaPlan stanza) {
      return Stream.of(
              stanza.jobs().stream().map(job -> row(job.unit(), job.timer(), does(job, stanza))),
              stanza.maintenance().stream()
                  .map(run -> row(run.unit(), run.timer(), does(run, stanza))),
              stanza.drills().stream()
                  .map(drill -> row(drill.unit(), drill.timer(), does(drill, stanza))))
          .flatMap(rows -> rows);
    }

    private static JobRow row(String unit, TimerPlan timer, String does) {
      String delay =
          timer.randomizedDelay().map(most -> " + up to " + Times.systemd(most)).orElse("");
      return new JobRow(TableCell.code(unit), TableCell.code(timer.calendar() + delay), does);
    }

    private static String does(JobPlan job, StanzaPlan stanza) {
      String targets =
          job.runs().stream()
              .map(run -> Headers.describe(run.repository()))
              .collect(Collectors.joining(", then "));
      return job.type().word() + " backup of " + stanza.name() + " to " + targets;
    }

    private static String does(DrillPlan drill, StanzaPlan stanza) {
      return "trial restore of " + stanza.name() + " from " + Headers.describe(drill.repository());
    }

    private static String does(MaintenancePlan run, StanzaPlan stanza) {
      return run.command() + " of " + stanza.name() + ", every repository";
    }
  }

  /** A file or directory. */
  record PlaceRow(String what, CodeSpan path) {}

  static RunbookPlaces of(Deployment deployment) {
    return new RunbookPlaces(
        deployment.repositories().stream()
            .map(repository -> RepositoryRow.of(repository, deployment))
            .toList(),
        deployment.stanzas().stream().flatMap(JobRow::of).toList(),
        files(deployment));
  }

  private static List<PlaceRow> files(Deployment deployment) {
    List<PlaceRow> rows = new ArrayList<>();
    rows.add(place("configuration", "/etc/pgbackrest/pgbackrest.conf"));
    if (deployment.credentials().isPresent()) {
      rows.add(place("credentials, written by their unit", HostPaths.CREDENTIALS));
    }
    for (StanzaPlan stanza : deployment.stanzas()) {
      String version = "PostgreSQL " + stanza.postgresqlVersion() + ", stanza " + stanza.name();
      rows.add(place("data directory of " + version, stanza.dataDir()));
    }
    deployment.stanzas().stream()
        .map(StanzaPlan::spool)
        .flatMap(Optional::stream)
        .distinct()
        .forEach(spool -> rows.add(place("spool: acknowledgements of archived WAL", spool)));
    rows.add(place("logs of pgBackRest", HostPaths.LOG));
    deployment.drills().stream()
        .map(DrillPlan::parent)
        .distinct()
        .forEach(parent -> rows.add(place("trial restores, while they run", parent)));
    deployment
        .monitoring()
        .flatMap(MonitoringPlan::textfile)
        .ifPresent(textfile -> rows.add(place("metrics", textfile.path())));
    deployment.monitoring().flatMap(MonitoringPlan::server).ifPresent(server -> add(rows, server));
    return rows;
  }

  private static void add(List<PlaceRow> rows, ServerPlan server) {
    rows.add(place("metrics, over HTTP", server.listen().text()));
    server
        .webConfig()
        .ifPresent(file -> rows.add(place("TLS and passwords of the metrics server", file)));
  }

  private static PlaceRow place(String what, String path) {
    return new PlaceRow(what, TableCell.code(path));
  }
}
