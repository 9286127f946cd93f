package io.github.pgbackrest2nix.fleet;

import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import java.util.List;

/** One check of what several descriptions mean together; stateless, and it never throws. */
interface FleetRule {
  /** Returns what the rule says of itself; its page says the same. */
  RuleInfo info();

  /**
   * Returns the mistakes of this kind, each at the later one of the places that it turns on.
   *
   * @param hosts by file and place
   */
  List<Diagnostic> check(List<Host> hosts);
}
