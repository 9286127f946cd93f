package io.github.pgbackrest2nix.rule.retention;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.forecast.Forecast;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reports promises of a restore window that the retention of every repository breaks. */
public final class PitrWindowNotMet implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "pitr-window-not-met",
          Severity.ERROR,
          "a promised restore window that no repository reaches");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().stanzas().stream()
        .flatMap(stanza -> check(context.forecast(), stanza).stream())
        .toList();
  }

  private static Optional<Finding> check(Forecast forecast, Stanza stanza) {
    Optional<Duration> promised = stanza.objectives().pitrWindow();
    if (promised.isEmpty()) {
      return Optional.empty();
    }
    ConfigPath at = stanza.objectives().at().child("pitrWindow");
    return Window.findLongest(forecast, stanza, forecast.description().repositories())
        .flatMap(window -> window.findShortfall(at, promised.get()));
  }
}
