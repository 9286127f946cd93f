package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.HostPaths;
import io.github.pgbackrest2nix.deployment.RepositoryPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan;
import io.github.pgbackrest2nix.nix.NixExpr;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.template.NixFragment;
import io.github.pgbackrest2nix.systemd.UnitSyntax;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What PostgreSQL needs for archiving; for each stanza, and effective for the one whose data
 * directory NixOS runs.
 */
public record PostgresqlView(NixFragment header, List<ArchivingView> stanzas) {

  /**
   * One stanza's part.
   *
   * @param archiveCommand string of Nix
   * @param archiveTimeout seconds
   * @param writePaths list of what archive_command writes to
   * @param clusters list of the data directory, its version, and the other data directories
   * @param server list of the data directory and the port
   */
  public record ArchivingView(
      String dataDir,
      NixFragment archiveCommand,
      Optional<Long> archiveTimeout,
      NixFragment writePaths,
      NixFragment clusters,
      NixFragment server) {}

  /** Returns the view of this deployment. */
  public static PostgresqlView of(Deployment deployment, Origin origin) {
    return new PostgresqlView(
        Headers.part(origin),
        deployment.stanzas().stream().map(stanza -> archiving(deployment, stanza)).toList());
  }

  private static ArchivingView archiving(Deployment deployment, StanzaPlan stanza) {
    NixExpr command =
        NixExpr.string(
            NixExpr.interpolated("pkgs.pgbackrest"),
            NixExpr.text("/bin/pgbackrest --stanza=" + stanza.name() + " archive-push %p"));
    List<String> paths =
        writePaths(deployment, stanza).stream().map(UnitSyntax::optionalPath).toList();
    return new ArchivingView(
        stanza.dataDir(),
        NixFragment.of(command),
        stanza.archiveTimeout().map(Duration::toSeconds),
        Nix.strings(paths),
        Nix.strings(clusters(deployment, stanza)),
        Nix.strings(List.of(stanza.dataDir(), "" + stanza.port())));
  }

  private static List<String> clusters(Deployment deployment, StanzaPlan stanza) {
    return Stream.concat(
            Stream.of(stanza.dataDir(), "" + stanza.postgresqlVersion()),
            deployment.stanzas().stream()
                .filter(other -> !other.equals(stanza))
                .map(StanzaPlan::dataDir))
        .toList();
  }

  /**
   * Returns what a stanza's archive_command writes to; also in a repository that is disabled, for
   * with another text of its unit PostgreSQL would be restarted, which waits for the archiver.
   */
  static List<String> writePaths(Deployment deployment, StanzaPlan stanza) {
    return Stream.of(
            Stream.concat(deployment.repositories().stream(), deployment.disabled().stream())
                .sorted(Comparator.comparingInt(RepositoryPlan::key))
                .map(PostgresqlView::writePath)
                .flatMap(Optional::stream),
            stanza.spool().stream(),
            Stream.of(HostPaths.LOG, HostPaths.LOCK))
        .flatMap(path -> path)
        .toList();
  }

  /**
   * The whole mount, where there is one: the repository's directory on it may be made only after
   * PostgreSQL has started, and would then stay read-only for it.
   */
  private static Optional<String> writePath(RepositoryPlan repository) {
    return repository.mount().or(repository::directory);
  }
}
