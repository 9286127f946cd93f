package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.CredentialsPlan;
import io.github.pgbackrest2nix.deployment.CredentialsPlan.SecretFile;
import io.github.pgbackrest2nix.deployment.CredentialsPlan.SecretOption;
import io.github.pgbackrest2nix.deployment.RepositoryPlan;
import io.github.pgbackrest2nix.model.UnitNames;
import io.github.pgbackrest2nix.render.template.CodeSpan;
import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where secrets come from and how a new one is taken over.
 *
 * @param accessKeys options whose value may change at any time
 * @param passphrases options whose value never changes
 * @param restart takes over a new key, and tries it, for each stanza
 * @param rotation lines for the NixOS configuration that restart the unit when a secret changes,
 *     for those that sops-nix or agenix provide
 */
record RunbookCredentials(
    List<SecretView> secrets,
    List<CodeSpan> accessKeys,
    List<CodeSpan> passphrases,
    List<FencedBlock> restart,
    FencedBlock files,
    Optional<FencedBlock> rotation) {
  private static final String PASSPHRASE = "-cipher-pass";
  private static final String SERVICE = UnitNames.CREDENTIALS + ".service";

  // Where sops-nix and agenix put what, the longer directory first.
  private static final String TEMPLATES = "/run/secrets/rendered/";
  private static final String SECRETS = "/run/secrets/";
  private static final String AGENIX = "/run/agenix/";

  /** An option and the place of its value. */
  record SecretView(CodeSpan option, Optional<CodeSpan> variable, CodeSpan file) {
    static SecretView of(SecretOption option) {
      return new SecretView(
          TableCell.code(option.option()),
          option.variable().map(TableCell::code),
          TableCell.code(option.file().path()));
    }
  }

  static RunbookCredentials of(CredentialsPlan plan, List<RunbookStanza> stanzas) {
    String rotation =
        plan.files().stream()
            .flatMap(RunbookCredentials::rotation)
            .collect(Collectors.joining("\n"));
    return new RunbookCredentials(
        plan.options().stream().map(SecretView::of).toList(),
        options(plan, option -> !option.option().endsWith(PASSPHRASE)),
        options(plan, option -> option.option().endsWith(PASSPHRASE)),
        stanzas.stream().map(stanza -> restart(plan, stanza)).toList(),
        Shell.block(
            "journalctl --no-pager -n 20 --unit=" + SERVICE,
            Shell.spread(
                "sudo stat --format='%A %U %s bytes %n'",
                plan.files().stream().map(SecretFile::path).toList())),
        rotation.isEmpty() ? Optional.empty() : Optional.of(new FencedBlock("nix", rotation)));
  }

  private static List<CodeSpan> options(CredentialsPlan plan, Predicate<SecretOption> chosen) {
    return plan.options().stream()
        .filter(chosen)
        .map(option -> new CodeSpan(option.option()))
        .toList();
  }

  private static FencedBlock restart(CredentialsPlan plan, RunbookStanza stanza) {
    Stream<String> info =
        stanza.repositories().stream()
            .filter(each -> !options(plan, option -> isOf(option, each)).isEmpty())
            .map(each -> stanza.pgbackrest(each, "info"));
    return stanza.block(
        Stream.of(
                Stream.of(
                    "sudo systemctl restart " + SERVICE, "systemctl status --no-pager " + SERVICE),
                info,
                Stream.of(stanza.pgbackrest("check")))
            .flatMap(lines -> lines)
            .toArray(String[]::new));
  }

  /** Returns whether the secret is that repository's. */
  static boolean isOf(SecretOption option, RepositoryPlan repository) {
    return option.option().startsWith(repository.label() + "-");
  }

  private static Stream<String> rotation(SecretFile file) {
    String path = file.path();
    if (path.startsWith(TEMPLATES)) {
      return Stream.of(sops("templates", path.substring(TEMPLATES.length())));
    }
    if (path.startsWith(SECRETS)) {
      return Stream.of(sops("secrets", path.substring(SECRETS.length())));
    }
    return path.startsWith(AGENIX)
        ? Stream.of(agenix(path.substring(AGENIX.length())))
        : Stream.empty();
  }

  private static String sops(String kind, String name) {
    return "sops.%s.%s.restartUnits = [ \"%s\" ];".formatted(kind, Nix.string(name), SERVICE);
  }

  private static String agenix(String name) {
    return "systemd.services.%s.restartTriggers = [ config.age.secrets.%s.file ];"
        .formatted(UnitNames.CREDENTIALS, Nix.string(name));
  }
}
