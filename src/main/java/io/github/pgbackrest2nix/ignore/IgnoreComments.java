package io.github.pgbackrest2nix.ignore;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.NearestNames;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.source.CommentReader;
import io.github.pgbackrest2nix.source.SourceDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves out the findings that comments ask to ignore: {@code # pgbackrest2nix-ignore RULE: reason}
 * on the line of the finding or above it. Errors stay, for the output would be wrong.
 */
public final class IgnoreComments {
  private final List<RuleInfo> rules;

  /**
   * Makes a filter.
   *
   * @param rules all that there are
   */
  public IgnoreComments(List<RuleInfo> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Returns what is left of the findings, and what is wrong with the comments.
   *
   * @param found by all rules that can be ignored, so that an ignore without a finding is known
   */
  public List<Diagnostic> apply(SourceDocument document, List<Diagnostic> found) {
    if (!document.text().content().contains(IgnoreComment.WORD)) {
      return found;
    }
    List<IgnoreComment> ignores =
        CommentReader.read(document).stream()
            .flatMap(comment -> IgnoreComment.of(comment).stream())
            .toList();
    List<Diagnostic> left = new ArrayList<>();
    Set<IgnoreComment> used = new HashSet<>();
    for (Diagnostic diagnostic : found) {
      Optional<IgnoreComment> ignore =
          ignores.stream().filter(each -> each.hides(diagnostic)).findFirst();
      ignore.ifPresentOrElse(used::add, () -> left.add(diagnostic));
    }
    for (IgnoreComment ignore : ignores) {
      complaint(ignore, used.contains(ignore), found).ifPresent(left::add);
    }
    left.sort(Diagnostic.ORDER);
    return left;
  }

  private Optional<Diagnostic> complaint(
      IgnoreComment ignore, boolean used, List<Diagnostic> found) {
    Optional<RuleInfo> rule =
        rules.stream().filter(each -> each.id().equals(ignore.rule())).findFirst();
    if (rule.isEmpty()) {
      return Optional.of(unknown(ignore));
    }
    if (!used) {
      return Optional.of(unused(ignore, rule.get(), found));
    }
    return ignore.hasReason()
        ? Optional.empty()
        : Optional.of(
            diagnostic(
                IgnoreRules.IGNORE_WITHOUT_REASON,
                ignore,
                "\"%s\" is ignored here without a reason, so nobody can tell when it no longer holds"
                    .formatted(ignore.rule()),
                "write \"# %s %s: reason\"".formatted(IgnoreComment.WORD, ignore.rule())));
  }

  private Diagnostic unknown(IgnoreComment ignore) {
    List<String> near = NearestNames.of(ignore.rule(), rules.stream().map(RuleInfo::id).toList());
    return diagnostic(
        IgnoreRules.IGNORE_OF_UNKNOWN_RULE,
        ignore,
        ignore.rule().isEmpty()
            ? "this names no rule, so nothing is ignored"
            : "there is no rule \"%s\", so nothing is ignored".formatted(ignore.rule()),
        near.isEmpty()
            ? "write \"# %s RULE: reason\" with the id that the finding shows"
                .formatted(IgnoreComment.WORD)
            : "did you mean \"%s\"?".formatted(near.get(0)));
  }

  private static Diagnostic unused(IgnoreComment ignore, RuleInfo rule, List<Diagnostic> found) {
    boolean refused = rule.severity() == Severity.ERROR || found.stream().anyMatch(ignore::names);
    boolean isError = refused && found.stream().filter(ignore::names).allMatch(Diagnostic::isError);
    return diagnostic(
        IgnoreRules.UNUSED_IGNORE,
        ignore,
        isError
            ? "\"%s\" is an error, and errors cannot be ignored: the output would be wrong"
                .formatted(ignore.rule())
            : "\"%s\" finds nothing on line %d, so there is nothing to ignore"
                .formatted(ignore.rule(), ignore.line()),
        isError
            ? "correct what it finds and remove this comment"
            : "remove this comment, or move it to the line of the finding or right above it");
  }

  private static Diagnostic diagnostic(
      RuleInfo rule, IgnoreComment ignore, String message, String help) {
    return new Diagnostic(
        rule, ConfigPath.ROOT, ignore.span(), message, Optional.of(help), List.of());
  }
}
