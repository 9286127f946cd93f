package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.option.OptionSection;
import io.github.pgbackrest2nix.option.OptionSpec;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.setting.OptionUse.Kind;
import java.util.List;

/** Reports options of repositories, stanzas or the whole that stand under other settings. */
public final class WrongSection implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "wrong-section", Severity.ERROR, "an option under settings that it does not belong to");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return OptionUse.of(context, Kind.MISPLACED).stream().map(WrongSection::finding).toList();
  }

  private static Finding finding(OptionUse use) {
    OptionSpec spec = use.meant();
    Finding finding =
        Finding.atKey(
            use.setting().at(),
            "\"%s\" is an option of %s and has no meaning here"
                .formatted(spec.name(), owner(spec)));
    return finding.help("write it under " + home(spec));
  }

  private static String owner(OptionSpec spec) {
    if (spec.group().filter("repo"::equals).isPresent()) {
      return "one repository";
    }
    return ofStanza(spec) ? "one stanza" : "pgBackRest as a whole";
  }

  private static String home(OptionSpec spec) {
    if (spec.group().filter("repo"::equals).isPresent()) {
      return "settings of its repository, as " + spec.nameInGroup();
    }
    return ofStanza(spec)
        ? "settings of its stanza, as " + spec.name()
        : "the settings at the top, as " + spec.name();
  }

  private static boolean ofStanza(OptionSpec spec) {
    return spec.group().isPresent() || spec.section() == OptionSection.STANZA;
  }
}
