package io.github.pgbackrest2nix.diagnostic;

/**
 * What identifies a rule on every diagnostic that it gives.
 *
 * @param id kebab-case, names the mistake and not the cure, never reused
 * @param summary one line without a full stop
 */
public record RuleInfo(String id, Severity severity, String summary) {
  public RuleInfo {
    if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("not a rule id: " + id);
    }
  }

  /** Returns the same rule at another severity, for the cases that are less certain. */
  public RuleInfo at(Severity other) {
    return new RuleInfo(id, other, summary);
  }
}
