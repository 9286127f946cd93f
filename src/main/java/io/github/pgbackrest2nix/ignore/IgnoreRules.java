package io.github.pgbackrest2nix.ignore;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import java.util.List;

/** What can be wrong with a comment that ignores a finding. */
public final class IgnoreRules {
  static final RuleInfo IGNORE_WITHOUT_REASON =
      warning("ignore-without-reason", "a finding is ignored, and nobody will know why");
  static final RuleInfo IGNORE_OF_UNKNOWN_RULE =
      warning("ignore-of-unknown-rule", "a comment ignores a rule that does not exist");
  static final RuleInfo UNUSED_IGNORE =
      warning("unused-ignore", "a comment ignores a finding that is not there");

  private static final List<RuleInfo> ALL =
      List.of(IGNORE_WITHOUT_REASON, IGNORE_OF_UNKNOWN_RULE, UNUSED_IGNORE);

  private IgnoreRules() {}

  /** Returns the rules that {@link IgnoreComments} may report. */
  public static List<RuleInfo> all() {
    return ALL;
  }

  private static RuleInfo warning(String id, String summary) {
    return new RuleInfo(id, Severity.WARNING, summary);
  }
}
