package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.setting.OptionUse.Kind;
import java.util.List;

/** Reports secrets under settings, whose text would land in the Nix store. */
public final class SecretInStore implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo("secret-in-store", Severity.ERROR, "a secret written into the description");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return OptionUse.of(context, Kind.SECRET).stream().map(SecretInStore::finding).toList();
  }

  private static Finding finding(OptionUse use) {
    String option = use.meant().name();
    return Finding.atKey(
            use.setting().at(),
            "\"%s\" is a secret, and everybody can read what is in the Nix store".formatted(option))
        .help(
            OwnKeys.findCredential(option)
                .map("remove it and refer to a file: credentials.%s of the repository"::formatted)
                .orElse("remove it; this version cannot refer to a file for this option"));
  }
}
