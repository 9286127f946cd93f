package io.github.pgbackrest2nix.fleet;

import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.Diagnostic.Related;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports descriptions of one and the same host. */
final class HostDescribedTwice implements FleetRule {
  private static final RuleInfo INFO =
      new RuleInfo("host-described-twice", Severity.ERROR, "two descriptions of one host");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Diagnostic> check(List<Host> hosts) {
    Map<String, Host> first = new HashMap<>();
    List<Diagnostic> found = new ArrayList<>();
    for (Host host : hosts) {
      Host earlier = first.putIfAbsent(host.name(), host);
      if (earlier != null) {
        found.add(diagnostic(earlier, host));
      }
    }
    return found;
  }

  private static Diagnostic diagnostic(Host earlier, Host host) {
    return new Diagnostic(
        INFO,
        Host.NAME,
        host.at(),
        "the host \"%s\" is described a second time; only one of the two can be in force, and metrics and alerts cannot tell them apart"
            .formatted(host.name()),
        Optional.of("remove one of the files, or give each host a name of its own"),
        List.of(new Related(earlier.at(), "it is described here already")));
  }
}
