package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.CredentialsPlan;
import io.github.pgbackrest2nix.deployment.CredentialsPlan.SecretFile;
import io.github.pgbackrest2nix.deployment.CredentialsPlan.SecretOption;
import io.github.pgbackrest2nix.model.UnitNames;
import io.github.pgbackrest2nix.render.template.CodeSpan;
import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where secrets come from and how a new one is taken over.
 *
 * @param rotation lines for the NixOS configuration that restart the unit when a secret changes,
 *     for those that sops-nix or agenix provide
 */
record RunbookCredentials(
    List<SecretView> secrets,
    FencedBlock restart,
    FencedBlock files,
    Optional<FencedBlock> rotation) {
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

  static RunbookCredentials of(CredentialsPlan plan) {
    String rotation =
        plan.files().stream()
            .flatMap(RunbookCredentials::rotation)
            .collect(Collectors.joining("\n"));
    return new RunbookCredentials(
        plan.options().stream().map(SecretView::of).toList(),
        Shell.block("sudo systemctl restart " + SERVICE, "systemctl status --no-pager " + SERVICE),
        Shell.block(
            "journalctl --no-pager -n 20 --unit=" + SERVICE,
            Shell.spread(
                "sudo stat --format='%A %U %s bytes %n'",
                plan.files().stream().map(SecretFile::path).toList())),
        rotation.isEmpty() ? Optional.empty() : Optional.of(new FencedBlock("nix", rotation)));
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
