package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.HostPaths;
import io.github.pgbackrest2nix.deployment.RepositoryPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan;
import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** Which directories a host that empties its root file system has to keep. */
final class RunbookPersistence {
  // Of systemd: when timers ran last, without which none makes up for a missed run.
  private static final String TIMERS = "/var/lib/systemd/timers";

  // The root, and a directory in it: what lies right below is too much to keep whole.
  private static final int SHALLOW = 3;

  private RunbookPersistence() {}

  static FencedBlock of(Deployment deployment) {
    // Two on a line: the runbook has to stay short.
    StringBuilder list = new StringBuilder();
    String separator = "\n  ";
    for (String directory : directories(deployment)) {
      list.append(separator).append(Nix.string(directory));
      separator = separator.equals(" ") ? "\n  " : " ";
    }
    return new FencedBlock(
        "nix", "environment.persistence.\"/persist\".directories = [" + list + "\n];");
  }

  private static Collection<String> directories(Deployment deployment) {
    TreeSet<String> kept = new TreeSet<>();
    kept.add(HostPaths.JOBS);
    kept.add(HostPaths.RESTORE_NOTES);
    kept.add(HostPaths.LOG);
    kept.add(TIMERS);
    if (!deployment.drills().isEmpty()) {
      kept.add(HostPaths.DRILLS);
    }
    if (deployment.monitoring().isPresent()) {
      kept.add(HostPaths.METRICS_STATE);
    }
    for (StanzaPlan stanza : deployment.stanzas()) {
      kept.add(withNeighbours(stanza.dataDir()));
      stanza.spool().ifPresent(kept::add);
      stanza.bootstrap().ifPresent(plan -> kept.add(plan.directory()));
    }
    deployment.repositories().stream()
        .filter(repository -> repository.mount().isEmpty())
        .map(RepositoryPlan::directory)
        .flatMap(Optional::stream)
        .forEach(kept::add);
    return kept;
  }

  /** A mount point could not move away, and what restores keep is beside the data directory. */
  private static String withNeighbours(String dataDir) {
    String parent = dataDir.substring(0, Math.max(0, dataDir.lastIndexOf('/')));
    return parent.split("/", -1).length > SHALLOW ? parent : dataDir;
  }
}
