package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.Optional;

/** Reports places that no service sees, that no boot leaves as they were, or that are no disk. */
public final class UnfitDirectory implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "unfit-directory", Severity.ERROR, "a place that services do not see or a boot empties");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return HostPlace.of(context.description()).stream()
        .flatMap(place -> Region.find(place).map(region -> finding(place, region)).stream())
        .toList();
  }

  private static Finding finding(HostPlace place, Region region) {
    return Finding.atValue(
            place.at(),
            "%s cannot be at \"%s\": %s".formatted(place.use(), place.path(), region.reason()))
        .help("use a place below /var/lib or /srv, or below a mount point such as /mnt/backup");
  }

  /** A part of the file system, and for whom it is unfit. */
  private record Region(List<String> directories, String reason) {
    private static final Region PRIVATE =
        new Region(
            List.of("/tmp", "/var/tmp"),
            "PrivateTmp gives each service a directory of its own there, which ends with it");
    private static final Region HOMES =
        new Region(
            List.of("/home", "/root", "/run/user"),
            "ProtectHome hides it from PostgreSQL and from the rendered services");
    private static final Region KERNEL =
        new Region(
            List.of("/dev", "/proc", "/sys"), "what is there is made by the kernel, and no disk");
    private static final Region STORE =
        new Region(List.of("/nix/store"), "the Nix store can only be read");
    private static final Region MEMORY =
        new Region(
            List.of("/run", "/var/run", "/var/lock"),
            "it is in memory, and a boot starts without it");

    static Optional<Region> find(HostPlace place) {
      // No mount brings these back, for it is systemd that covers them.
      if (PRIVATE.holds(place.path())) {
        return Optional.of(PRIVATE);
      }
      if (HOMES.holds(place.path())) {
        return Optional.of(HOMES);
      }
      if (place.use().owned() && KERNEL.holds(place.path())) {
        return Optional.of(KERNEL);
      }
      if (place.use().owned() && STORE.holds(place.path())) {
        return Optional.of(STORE);
      }
      boolean lost = place.use().kept() && MEMORY.directories.stream().anyMatch(place::isOn);
      return lost ? Optional.of(MEMORY) : Optional.empty();
    }

    private boolean holds(String path) {
      return directories.stream().anyMatch(each -> Paths.within(path, each));
    }
  }
}
