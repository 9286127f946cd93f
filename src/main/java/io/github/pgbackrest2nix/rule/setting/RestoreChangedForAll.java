package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.setting.OptionUse.Kind;
import java.util.List;
import java.util.Map;

/** Reports options that any restore would obey, also the one in an emergency. */
public final class RestoreChangedForAll implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "restore-changed-for-all", Severity.WARNING, "an option that changes every restore");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final Map<String, String> EFFECT =
      Map.of(
          "archive-mode", "the restored cluster archives no WAL, and has no backups worth the name",
          "db-exclude", "the databases named here come back empty",
          "db-include", "the databases not named here come back empty",
          "recovery-option", "recovery does not do what the command line says");

  @Override
  public List<Finding> check(RuleContext context) {
    return OptionUse.of(context, Kind.ORDINARY).stream()
        .filter(
            use ->
                EFFECT.containsKey(use.meant().name())
                    && !use.setting().values().equals(List.of("preserve")))
        .map(RestoreChangedForAll::finding)
        .toList();
  }

  private static Finding finding(OptionUse use) {
    String option = use.meant().name();
    return Finding.atKey(
            use.setting().at(),
            "every restore on this host obeys it, also the one after a disaster: %s"
                .formatted(EFFECT.getOrDefault(option, "")))
        .help(
            "remove it, and write --%s on the command line of the restores that need it"
                .formatted(option));
  }
}
