package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.Optional;

/** Reports spool directories on the file system of a repository. */
public final class AsyncSpoolOnMount implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "async-spool-on-mount", Severity.WARNING, "a spool that hangs with the repository");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().stanzas().stream()
        .filter(stanza -> stanza.archive().async())
        .flatMap(
            stanza ->
                context.description().repositories().stream()
                    .flatMap(repository -> finding(stanza, repository).stream()))
        .toList();
  }

  private static Optional<Finding> finding(Stanza stanza, Repository repository) {
    Optional<String> spool = stanza.archive().spoolPath();
    Optional<String> mount = repository.storage().mount();
    if (spool.isEmpty() || mount.filter(each -> Paths.within(spool.get(), each)).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.atValue(
                stanza.archive().at().child("spoolPath"),
                "the spool lies on the file system of \"%s\": while that is gone or hangs, WAL goes nowhere"
                    .formatted(repository.name()))
            .help("leave it out: /var/spool/pgbackrest is a local directory of a few kilobytes")
            .see(repository.at().child("mount"), "the file system is mounted here"));
  }
}
