package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.Set;

/** Reports directories of the system that would be handed to postgres. */
public final class SystemDirectory implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "system-directory", Severity.ERROR, "a directory that belongs to the system or to root");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  /** Where others have their directories; what lies below is free, unless it is here too. */
  private static final Set<String> SHARED =
      Set.of(
          "/",
          "/bin",
          "/boot",
          "/efi",
          "/etc",
          "/etc/nixos",
          "/etc/pgbackrest",
          "/lib",
          "/lib64",
          "/nix",
          "/nix/var",
          "/persist",
          "/run",
          "/sbin",
          "/usr",
          "/usr/bin",
          "/usr/local",
          "/var",
          "/var/cache",
          "/var/db",
          "/var/empty",
          "/var/lib",
          "/var/lib/nixos",
          "/var/lib/private",
          "/var/lib/systemd",
          "/var/local",
          "/var/log",
          "/var/log/journal",
          "/var/mail",
          "/var/opt",
          "/var/spool",
          "/var/spool/mail");

  /** The same, but a disk for a repository alone may well be mounted right there. */
  private static final Set<String> MOUNTABLE = Set.of("/media", "/mnt", "/opt", "/srv");

  @Override
  public List<Finding> check(RuleContext context) {
    return HostPlace.of(context.description()).stream()
        .filter(place -> place.use().owned() && isSystems(place))
        .map(SystemDirectory::finding)
        .toList();
  }

  private static boolean isSystems(HostPlace place) {
    boolean disk = place.mount().filter(place.path()::equals).isPresent();
    return SHARED.contains(place.path()) || (MOUNTABLE.contains(place.path()) && !disk);
  }

  private static Finding finding(HostPlace place) {
    return Finding.atValue(
            place.at(),
            "\"%s\" is a directory of the system, and for %s it would become one of the user postgres"
                .formatted(place.path(), place.use()))
        .help("name a directory of its own below it, or elsewhere, such as /var/lib/pgbackrest");
  }
}
