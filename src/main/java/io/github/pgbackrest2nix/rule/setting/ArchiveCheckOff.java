package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.setting.OptionUse.Kind;
import java.util.List;

/** Reports backups that do not wait for the WAL that they need. */
public final class ArchiveCheckOff implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo("archive-check-off", Severity.ERROR, "backups that nobody checks the WAL of");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return OptionUse.of(context, Kind.ORDINARY).stream()
        .filter(
            use ->
                use.meant().name().equals("archive-check")
                    && use.setting().values().equals(List.of("n")))
        .map(ArchiveCheckOff::finding)
        .toList();
  }

  private static Finding finding(OptionUse use) {
    return Finding.atKey(
            use.setting().at(),
            "a backup would succeed without the WAL that makes it consistent, and may never start after a restore")
        .help("remove it; raise archive-timeout if the WAL arrives too late");
  }
}
