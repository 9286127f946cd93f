package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports repositories that seem to be on a mounted file system, without a {@code mount}. */
public final class MountMissing implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "mount-missing",
          Severity.WARNING,
          "a repository where file systems are mounted, without mount");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final List<String> MOUNT_POINTS =
      List.of("/mnt", "/media", "/net", "/nfs", "/run/media");

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().repositories().stream()
        .filter(each -> each.storage().local() && each.storage().mount().isEmpty())
        .filter(each -> MOUNT_POINTS.stream().anyMatch(top -> Paths.within(each.path(), top)))
        .map(MountMissing::finding)
        .toList();
  }

  private static Finding finding(Repository repository) {
    return Finding.atValue(
            repository.at().child("path"),
            "\"%s\" seems to be on a file system of its own; while that is not mounted, backups go to the disk below it"
                .formatted(repository.path()))
        .help("add mount with its mount point, so that commands fail while it is not mounted");
  }
}
