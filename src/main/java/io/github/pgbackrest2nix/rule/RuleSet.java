package io.github.pgbackrest2nix.rule;

import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.Diagnostic.Related;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.source.SourceMap;
import java.util.List;

/** Runs rules and gives each finding its rule and its place in the text. */
public final class RuleSet {
  private final List<Rule> rules;

  public RuleSet(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** Returns what the rules find, sorted by place. */
  public List<Diagnostic> check(RuleContext context, SourceMap map) {
    return rules.stream()
        .flatMap(
            rule -> rule.check(context).stream().map(found -> diagnostic(rule.info(), found, map)))
        .sorted(Diagnostic.ORDER)
        .toList();
  }

  /** Returns a finding of a rule at its place in the text. */
  public static Diagnostic diagnostic(RuleInfo rule, Finding finding, SourceMap map) {
    return new Diagnostic(
        finding.severity().map(rule::at).orElse(rule),
        finding.path(),
        finding.part() == Finding.Part.KEY
            ? map.keySpan(finding.path())
            : map.valueSpan(finding.path()),
        finding.message(),
        finding.help(),
        finding.mentions().stream()
            .map(other -> new Related(map.keySpan(other.path()), other.message()))
            .toList());
  }
}
