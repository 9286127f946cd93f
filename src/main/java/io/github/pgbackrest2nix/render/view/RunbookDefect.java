package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.defect.Defect;
import io.github.pgbackrest2nix.deployment.Deployment;
import java.util.List;

/**
 * A known defect that this host meets.
 *
 * @param consequence goes on after the version
 * @param source address of the release notes
 */
record RunbookDefect(String consequence, String remedy, String source) {
  static List<RunbookDefect> of(Deployment deployment) {
    return deployment.defects().stream().map(RunbookDefect::of).toList();
  }

  private static RunbookDefect of(Defect defect) {
    return new RunbookDefect(defect.consequence(), defect.remedy(), defect.source());
  }
}
