package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.diagnostic.NearestNames;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.stream.Stream;

/** Reports names that pgBackRest would only warn of and ignore. */
public final class UnknownOption implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo("unknown-option", Severity.ERROR, "an option that pgBackRest does not know");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return OptionUse.of(context).stream()
        .flatMap(
            use ->
                switch (use.kind()) {
                  case UNKNOWN -> Stream.of(unknown(context, use));
                  case PREFIXED -> Stream.of(prefixed(use));
                  default -> Stream.of();
                })
        .toList();
  }

  private static Finding unknown(RuleContext context, OptionUse use) {
    String name = use.setting().name();
    Finding finding =
        Finding.atKey(
            use.setting().at(),
            "pgBackRest %s has no option \"%s\"; it would warn and go on without it"
                .formatted(
                    context.release(),
                    use.place().repository().map(r -> "repo-").orElse("") + name));
    List<String> near = near(context, use);
    return near.isEmpty()
        ? finding.help("leave it out, or see the options of this release with pgbackrest help")
        : finding.help("did you mean " + String.join(" or ", near));
  }

  private static List<String> near(RuleContext context, OptionUse use) {
    String name = use.setting().name();
    boolean ofRepository = use.place().repository().isPresent();
    List<String> known =
        context.options().names().stream()
            .filter(each -> each.startsWith("repo-") || !ofRepository)
            .filter(each -> context.options().find(each, context.release()).isPresent())
            .map(each -> ofRepository ? each.substring("repo-".length()) : each)
            .toList();
    return NearestNames.of(name, known);
  }

  private static Finding prefixed(OptionUse use) {
    return Finding.atKey(
            use.setting().at(),
            "\"%s\" is written with a number here; the description numbers options itself"
                .formatted(use.setting().name()))
        .help("write %s".formatted(use.nameHere()));
  }
}
