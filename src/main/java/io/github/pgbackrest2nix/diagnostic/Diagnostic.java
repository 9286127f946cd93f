package io.github.pgbackrest2nix.diagnostic;

import io.github.pgbackrest2nix.secret.SecretTexts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One finding about one place.
 *
 * @param span the text to underline
 * @param message what is wrong and why it matters, lower case, no full stop; what looks like a
 *     secret in it is masked, and what stands below the key of one is not to be part of it
 * @param help what to write instead
 * @param related other places that the finding turns on
 */
public record Diagnostic(
    RuleInfo rule,
    ConfigPath path,
    SourceSpan span,
    String message,
    Optional<String> help,
    List<Related> related) {
  /** By place, then rule, then message: the order in which diagnostics are shown. */
  public static final Comparator<Diagnostic> ORDER =
      Comparator.comparing(Diagnostic::span)
          .thenComparing(diagnostic -> diagnostic.rule().id())
          .thenComparing(Diagnostic::message);

  public Diagnostic {
    message = SecretTexts.masked(message);
    help = help.map(SecretTexts::masked);
    related = List.copyOf(related);
  }

  /**
   * Another place that a diagnostic turns on.
   *
   * @param message what that place has to do with it
   */
  public record Related(SourceSpan span, String message) {
    public Related {
      message = SecretTexts.masked(message);
    }
  }

  /** Returns all places that this diagnostic shows, its own first. */
  public Stream<SourceSpan> spans() {
    return Stream.concat(Stream.of(span), related.stream().map(Related::span));
  }

  /** Returns whether this diagnostic forbids rendering. */
  public boolean isError() {
    return rule.severity() == Severity.ERROR;
  }
}
