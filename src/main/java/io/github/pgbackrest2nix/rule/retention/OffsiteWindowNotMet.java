package io.github.pgbackrest2nix.rule.retention;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.forecast.Forecast;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reports promises of a restore window for the loss of the host that no repository keeps. */
public final class OffsiteWindowNotMet implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "offsite-window-not-met",
          Severity.ERROR,
          "a promised window that no repository off the host reaches");

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
    Optional<Duration> promised = stanza.objectives().offsitePitrWindow();
    if (promised.isEmpty()) {
      return Optional.empty();
    }
    ConfigPath at = stanza.objectives().at().child("offsitePitrWindow");
    List<Repository> offsite =
        forecast.description().repositories().stream()
            .filter(each -> !each.storage().local())
            .toList();
    if (offsite.isEmpty()) {
      return Optional.of(
          Finding.atKey(
                  at,
                  "every repository is a directory of this host; with the host, all backups are lost")
              .help("add a repository of type s3, azure, gcs or sftp, or remove the promise"));
    }
    return Window.findLongest(forecast, stanza, offsite)
        .flatMap(window -> window.findShortfall(at, promised.get()));
  }
}
