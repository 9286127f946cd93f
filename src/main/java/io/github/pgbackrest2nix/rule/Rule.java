package io.github.pgbackrest2nix.rule;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import java.util.List;

/** One check of what a description means; stateless, and it never throws. */
public interface Rule {
  /** Returns what the rule says of itself; its page says the same. */
  RuleInfo info();

  /** Returns the mistakes of this kind, in the order of the description. */
  List<Finding> check(RuleContext context);
}
