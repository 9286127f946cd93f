package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.setting.OptionUse.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports connections whose other end is not checked. */
public final class UnverifiedServer implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo("unverified-server", Severity.WARNING, "a storage that anybody may claim to be");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final Map<String, String> OFF =
      Map.of("repo-storage-verify-tls", "n", "repo-sftp-host-key-check-type", "none");

  @Override
  public List<Finding> check(RuleContext context) {
    EffectiveOptions effective = new EffectiveOptions(context);
    return OptionUse.of(context, Kind.ORDINARY).stream()
        .filter(UnverifiedServer::isOff)
        .filter(use -> effective.keeps(use.meant(), use.place()))
        .map(UnverifiedServer::finding)
        .toList();
  }

  private static boolean isOff(OptionUse use) {
    return Optional.ofNullable(OFF.get(use.meant().name()))
        .filter(use.setting().values()::contains)
        .isPresent();
  }

  private static Finding finding(OptionUse use) {
    boolean tls = use.meant().name().equals("repo-storage-verify-tls");
    return Finding.atKey(
            use.setting().at(),
            "whoever is on the way can pose as the storage, read the backups and answer with others")
        .help(
            tls
                ? "remove it, and name the certificate of your own authority with storage-ca-file"
                : "remove it: the host must then be among the known hosts; or use fingerprint");
  }
}
