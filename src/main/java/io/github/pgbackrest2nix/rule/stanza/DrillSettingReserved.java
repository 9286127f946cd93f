package io.github.pgbackrest2nix.rule.stanza;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Settings.Setting;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.Set;

/** Reports settings of a restore drill that it has to set itself. */
public final class DrillSettingReserved implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "drill-setting-reserved",
          Severity.ERROR,
          "a PostgreSQL setting that the restore drill has to set itself");

  // As in restore-drill.sh, which sets them after the description's own.
  private static final Set<String> RESERVED =
      Set.of(
          "archive_cleanup_command",
          "archive_command",
          "archive_library",
          "archive_mode",
          "autovacuum",
          "config_file",
          "data_directory",
          "default_transaction_read_only",
          "external_pid_file",
          "fsync",
          "hba_file",
          "hot_standby",
          "huge_pages",
          "ident_file",
          "listen_addresses",
          "log_destination",
          "logging_collector",
          "max_logical_replication_workers",
          "port",
          "primary_conninfo",
          "recovery_end_command",
          "restore_command",
          "ssl",
          "synchronous_standby_names",
          "unix_socket_directories");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().stanzas().stream()
        .flatMap(stanza -> stanza.drills().stream())
        .flatMap(drill -> drill.settings().entries().stream())
        .filter(setting -> isReserved(setting.name()))
        .map(DrillSettingReserved::finding)
        .toList();
  }

  private static boolean isReserved(String name) {
    return RESERVED.contains(name) || name.startsWith("recovery_target");
  }

  private static Finding finding(Setting setting) {
    return Finding.atKey(
            setting.at(), "a restore drill sets \"%s\" itself".formatted(setting.name()))
        .help(
            "remove it; settings are for what the data need, such as max_locks_per_transaction or"
                + " the parameters of extensions");
  }
}
