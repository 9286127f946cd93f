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
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Leaves out the findings that comments ask to ignore: {@code # pgbackrest2nix-ignore RULE: reason}
 * on the line of the finding or above it. Errors stay, for the output would be wrong.
 */
public final class IgnoreComments {
  private final List<RuleInfo> rules;
  private final Set<String> together;
  private final Set<String> changes;

  /**
   * Makes a filter.
   *
   * @param rules all that there are
   * @param together those of them that compare descriptions of several hosts
   * @param changes those of them that compare a description with the one before it
   */
  public IgnoreComments(List<RuleInfo> rules, List<RuleInfo> together, List<RuleInfo> changes) {
    this.rules = List.copyOf(rules);
    this.together = ids(together);
    this.changes = ids(changes);
  }

  private static Set<String> ids(List<RuleInfo> rules) {
    return rules.stream().map(RuleInfo::id).collect(Collectors.toUnmodifiableSet());
  }

  /** Returns the comments of a document that ask for findings to be left out. */
  public static Ignores read(SourceDocument document) {
    return document.text().content().contains(IgnoreComment.WORD)
        ? new Ignores(
            CommentReader.read(document).stream()
                .flatMap(comment -> IgnoreComment.of(comment).stream())
                .toList())
        : Ignores.NONE;
  }

  /**
   * Returns what is left of the findings, and what is wrong with the comments.
   *
   * @param found by all rules for one description, so that an ignore without a finding is known
   */
  public List<Diagnostic> apply(Ignores ignores, List<Diagnostic> found) {
    List<IgnoreComment> own =
        ignores.comments().stream()
            .filter(each -> !together.contains(each.rule()) && !changes.contains(each.rule()))
            .toList();
    return left(own, found, own, IgnoreComment::hides);
  }

  /**
   * Returns the same for findings about this document and others. Of an ignore without a finding
   * nothing is said: the other document may be one that this run does not know.
   */
  public List<Diagnostic> applyTogether(Ignores ignores, List<Diagnostic> found) {
    return left(
        ignores.comments(),
        found,
        ignores.comments().stream().filter(each -> found.stream().anyMatch(each::names)).toList(),
        IgnoreComment::hides);
  }

  /**
   * Returns the same for what a description changes of the one before it. A comment with a reason
   * confirms an error, too, and one that is left over when the change has been made is told so: it
   * would confirm the next one unseen.
   */
  public List<Diagnostic> applyToChanges(Ignores ignores, List<Diagnostic> found) {
    List<IgnoreComment> own =
        ignores.comments().stream().filter(each -> changes.contains(each.rule())).toList();
    return left(own, found, own, IgnoreComment::confirms);
  }

  private List<Diagnostic> left(
      List<IgnoreComment> ignores,
      List<Diagnostic> found,
      List<IgnoreComment> judged,
      BiPredicate<IgnoreComment, Diagnostic> hides) {
    List<Diagnostic> left = new ArrayList<>();
    Set<IgnoreComment> used = new HashSet<>();
    for (Diagnostic diagnostic : found) {
      Optional<IgnoreComment> ignore =
          ignores.stream().filter(each -> hides.test(each, diagnostic)).findFirst();
      ignore.ifPresentOrElse(used::add, () -> left.add(diagnostic));
    }
    for (IgnoreComment ignore : judged) {
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
      return Optional.of(
          changes.contains(ignore.rule())
              ? withoutChange(ignore, found)
              : unused(ignore, rule.get(), found));
    }
    return ignore.hasReason()
        ? Optional.empty()
        : Optional.of(
            withoutReason(
                ignore,
                "is ignored here without a reason, so nobody can tell when it no longer holds"));
  }

  private static Diagnostic withoutReason(IgnoreComment ignore, String why) {
    return diagnostic(
        IgnoreRules.IGNORE_WITHOUT_REASON,
        ignore,
        "\"%s\" %s".formatted(ignore.rule(), why),
        "write \"# %s %s: reason\"".formatted(IgnoreComment.WORD, ignore.rule()));
  }

  private static Diagnostic withoutChange(IgnoreComment ignore, List<Diagnostic> found) {
    return found.stream().anyMatch(ignore::names)
        ? withoutReason(ignore, "is not confirmed by a comment without a reason")
        : diagnostic(
            IgnoreRules.UNUSED_IGNORE,
            ignore,
            "\"%s\" finds nothing on line %d that changes, and this comment would confirm the next change there unseen"
                .formatted(ignore.rule(), ignore.line()),
            "remove this comment, or move it to the line of the finding or right above it");
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
