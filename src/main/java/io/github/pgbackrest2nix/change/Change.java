package io.github.pgbackrest2nix.change;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.rule.Finding;
import java.util.Optional;

/**
 * One change that somebody has to know of.
 *
 * @param accept what confirms it, such as {@code nas.path}; every error has it
 */
public record Change(RuleInfo rule, Finding finding, Optional<String> accept) {
  static Change warning(RuleInfo rule, Finding finding) {
    return new Change(rule, finding, Optional.empty());
  }

  /** Starts an error, with the help that tells how to confirm it. */
  static Change error(RuleInfo rule, Finding finding, String instead, String accept) {
    return new Change(
        rule,
        finding.help("%s, render once with \"--accept %s\"".formatted(instead, accept)),
        Optional.of(accept));
  }
}
