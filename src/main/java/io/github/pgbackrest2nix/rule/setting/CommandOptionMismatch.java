package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.diagnostic.NearestNames;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.CommandSettings;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.option.OptionCatalog;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.setting.OptionUse.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reports settings that no command will read. */
public final class CommandOptionMismatch implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "command-option-mismatch",
          Severity.ERROR,
          "settings for a command that does not exist or does not take the option");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    List<Finding> findings = new ArrayList<>();
    Description description = context.description();
    description.commandSettings().forEach(each -> checkCommand(each, findings));
    for (Stanza stanza : description.stanzas()) {
      stanza.commandSettings().forEach(each -> checkCommand(each, findings));
    }
    OptionUse.of(context, Kind.ORDINARY).stream()
        .flatMap(use -> use.place().command().stream().flatMap(each -> mismatch(use, each)))
        .forEach(findings::add);
    return findings;
  }

  private static void checkCommand(CommandSettings settings, List<Finding> findings) {
    String command = settings.command();
    if (OptionCatalog.COMMANDS.contains(command)) {
      return;
    }
    List<String> near = NearestNames.of(command, OptionCatalog.COMMANDS);
    findings.add(
        Finding.atKey(
                settings.at(),
                "pgBackRest has no command \"%s\"; it would ignore these settings"
                    .formatted(command))
            .help(
                near.isEmpty()
                    ? "use one of " + String.join(", ", OptionCatalog.COMMANDS)
                    : "did you mean " + String.join(" or ", near)));
  }

  private static Stream<Finding> mismatch(OptionUse use, String command) {
    if (!OptionCatalog.COMMANDS.contains(command) || use.meant().commands().contains(command)) {
      return Stream.of();
    }
    return Stream.of(
        Finding.atKey(
                use.setting().at(),
                "the command \"%s\" does not take \"%s\"; pgBackRest would warn and ignore it"
                    .formatted(command, use.meant().name()))
            .help("it is for " + String.join(", ", use.meant().commands())));
  }
}
