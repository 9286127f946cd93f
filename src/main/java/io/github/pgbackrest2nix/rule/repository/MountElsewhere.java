package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.stream.Stream;

/** Reports mounts that say nothing of the repository that they are waited for by. */
public final class MountElsewhere implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "mount-elsewhere", Severity.ERROR, "a mount that its repository does not lie on");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().repositories().stream()
        .flatMap(
            repository ->
                repository.storage().mount().stream().flatMap(mount -> finding(repository, mount)))
        .toList();
  }

  private static Stream<Finding> finding(Repository repository, String mount) {
    if (mount.equals("/")) {
      return Stream.of(
          Finding.atValue(
                  repository.at().child("mount"),
                  "\"/\" is always mounted: that the disk of \"%s\" is missing would not be noticed"
                      .formatted(repository.name()))
              .help("name the mount point of its disk, or leave mount out where there is none"));
    }
    if (Paths.within(repository.path(), mount)) {
      return Stream.of();
    }
    return Stream.of(
        Finding.atValue(
                repository.at().child("mount"),
                "\"%s\" does not hold \"%s\": backups would wait for one disk and fill another"
                    .formatted(mount, repository.path()))
            .help("name the mount point that the path lies below, or move the repository there")
            .see(repository.at().child("path"), "the path is here"));
  }
}
