package io.github.pgbackrest2nix.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The result of a stage: a value and what was noticed on the way, or only why there is none.
 *
 * @param <T> the value
 */
public sealed interface Checked<T> {
  /** Returns everything found so far, errors and others, in the order found. */
  List<Diagnostic> diagnostics();

  /** Returns the value, unless an error was found. */
  Optional<T> value();

  /** Returns what the next stage makes of the value, with the diagnostics of both. */
  <R> Checked<R> then(Function<? super T, Checked<R>> next);

  /** Returns the value with diagnostics, or without the value if one of them is an error. */
  static <T> Checked<T> unlessErrors(T value, List<Diagnostic> found) {
    return found.stream().anyMatch(Diagnostic::isError)
        ? new Rejected<>(found)
        : new Accepted<>(value, found);
  }

  /**
   * A value, with warnings and notes.
   *
   * @param got the value
   */
  record Accepted<T>(T got, List<Diagnostic> diagnostics) implements Checked<T> {
    public Accepted {
      diagnostics = List.copyOf(diagnostics);
    }

    @Override
    public Optional<T> value() {
      return Optional.of(got);
    }

    @Override
    public <R> Checked<R> then(Function<? super T, Checked<R>> next) {
      Checked<R> result = next.apply(got);
      List<Diagnostic> all = new ArrayList<>(diagnostics);
      all.addAll(result.diagnostics());
      return result
          .value()
          .<Checked<R>>map(value -> new Accepted<>(value, all))
          .orElseGet(() -> new Rejected<>(all));
    }
  }

  /** Why there is no value; at least one of the diagnostics is an error. */
  record Rejected<T>(List<Diagnostic> diagnostics) implements Checked<T> {
    public Rejected {
      diagnostics = List.copyOf(diagnostics);
    }

    @Override
    public Optional<T> value() {
      return Optional.empty();
    }

    @Override
    public <R> Checked<R> then(Function<? super T, Checked<R>> next) {
      return new Rejected<>(diagnostics);
    }
  }
}
