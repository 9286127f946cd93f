package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Declaration.DeclaredRepo;
import io.github.pgbackrest2nix.exporter.Declaration.DeclaredStanza;
import io.github.pgbackrest2nix.exporter.Declaration.Retention;
import io.github.pgbackrest2nix.metric.DeclarationMetrics;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The declaration as series. */
final class DeclarationSeries {
  private static final String ANY = "any";
  private static final String OFFSITE = "offsite";

  private DeclarationSeries() {}

  static void add(Series series, Snapshot snapshot) {
    Declaration declaration = snapshot.declaration();
    String host = declaration.hostname();
    for (DeclaredStanza stanza : declaration.stanzas()) {
      String name = stanza.name();
      series.add(DeclarationMetrics.RPO_PROMISED, stanza.objectives().rpo(), name, host);
      series.add(DeclarationMetrics.RTO_PROMISED, stanza.objectives().rto(), name, host);
      series.add(
          DeclarationMetrics.PITR_PROMISED, stanza.objectives().pitrWindow(), name, ANY, host);
      series.add(
          DeclarationMetrics.PITR_PROMISED,
          stanza.objectives().offsitePitrWindow(),
          name,
          OFFSITE,
          host);
      for (DeclaredRepo repo : stanza.repos()) {
        RepoId id = new RepoId(name, repo.key());
        add(series, id, repo);
        repo.schedules()
            .forEach(
                (type, schedules) ->
                    series.add(
                        DeclarationMetrics.NEXT_DUE,
                        id,
                        type,
                        earliest(schedules, snapshot.nextDue())));
      }
    }
  }

  private static OptionalLong earliest(List<String> schedules, Map<String, Long> nextDue) {
    OptionalLong earliest = OptionalLong.empty();
    for (String schedule : schedules) {
      Long next = nextDue.get(schedule);
      if (next != null) {
        earliest = OptionalLong.of(Math.min(next, earliest.orElse(Long.MAX_VALUE)));
      }
    }
    return earliest;
  }

  private static void add(Series series, RepoId id, DeclaredRepo repo) {
    Retention retention = repo.retention();
    repo.maxAges()
        .forEach(
            (type, age) ->
                series.add(DeclarationMetrics.BACKUP_MAX_AGE, id, type, OptionalLong.of(age)));
    series.add(DeclarationMetrics.RETENTION_FULL, id, retention.full());
    series.add(DeclarationMetrics.RETENTION_FULL_TIME, id, retention.fullSeconds());
    series.add(DeclarationMetrics.RETENTION_DIFF, id, retention.diff());
    series.add(DeclarationMetrics.RETENTION_WAL, id, retention.archiveType(), retention.archive());
    series.add(
        DeclarationMetrics.DRILL_EXPECTED,
        id,
        OptionalLong.of(repo.restoreDrill().isPresent() ? 1 : 0));
    series.add(DeclarationMetrics.REPO_SIZE_LIMIT, id, repo.sizeLimit());
  }
}
