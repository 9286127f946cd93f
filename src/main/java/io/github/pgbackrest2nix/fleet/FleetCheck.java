package io.github.pgbackrest2nix.fleet;

import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import java.util.Comparator;
import java.util.List;

/** Compares descriptions with each other. */
public final class FleetCheck {
  private static final List<FleetRule> ALL =
      List.of(new HostDescribedTwice(), new StanzaOfTwoHosts());

  private FleetCheck() {}

  /** Returns the rules that {@link #check} may report. */
  public static List<RuleInfo> rules() {
    return ALL.stream().map(FleetRule::info).toList();
  }

  /** Returns what is wrong between the hosts, whatever their order. */
  public static List<Diagnostic> check(List<Host> hosts) {
    List<Host> sorted = hosts.stream().sorted(Comparator.comparing(Host::at)).toList();
    return ALL.stream()
        .flatMap(rule -> rule.check(sorted).stream())
        .sorted(Diagnostic.ORDER)
        .toList();
  }
}
