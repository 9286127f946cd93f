package io.github.pgbackrest2nix.ignore;

import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.source.Comment;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comment that ignores the findings of a rule on one line.
 *
 * @param rule as written; empty if there is none
 * @param hasReason whether it says why
 * @param line of the findings
 */
record IgnoreComment(SourceSpan span, String rule, boolean hasReason, int line) {
  /** What such a comment starts with. */
  static final String WORD = "pgbackrest2nix-ignore";

  private static final Pattern FORM =
      Pattern.compile(WORD + "(?:\\s+(?<rule>[^\\s:]+))?(?<colon>\\s*:)?(?<reason>.*)");

  /** Returns the ignore that a comment is meant as. */
  static Optional<IgnoreComment> of(Comment comment) {
    Matcher matcher = FORM.matcher(comment.text());
    boolean otherWord = comment.text().matches(WORD + "[\\w-].*");
    if (!matcher.matches() || otherWord) {
      return Optional.empty();
    }
    String rule = Optional.ofNullable(matcher.group("rule")).orElse("");
    boolean hasReason = matcher.group("colon") != null && !matcher.group("reason").isBlank();
    return Optional.of(new IgnoreComment(comment.span(), rule, hasReason, comment.about()));
  }

  /** Returns whether this diagnostic is meant. */
  boolean names(Diagnostic diagnostic) {
    return diagnostic.rule().id().equals(rule) && diagnostic.span().line() == line;
  }

  /** Returns whether this diagnostic is meant and may be left out. */
  boolean hides(Diagnostic diagnostic) {
    return names(diagnostic) && !diagnostic.isError();
  }

  /** Returns whether this diagnostic is meant and confirmed: an error only for a reason. */
  boolean confirms(Diagnostic diagnostic) {
    return names(diagnostic) && (hasReason || !diagnostic.isError());
  }
}
