package io.github.pgbackrest2nix.rule.stanza;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports stanzas whose backups are lost together with the host. */
public final class OnlyLocalRepositories implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "only-local-repositories",
          Severity.NOTE,
          "a stanza whose repositories are all on the host itself");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    List<Repository> enabled =
        context.description().repositories().stream().filter(Repository::enabled).toList();
    if (enabled.isEmpty() || !enabled.stream().allMatch(OnlyLocalRepositories::isOnHost)) {
      return List.of();
    }
    return context.description().stanzas().stream().map(OnlyLocalRepositories::finding).toList();
  }

  /** What is mounted, or shared, may be the disk of another machine. */
  private static boolean isOnHost(Repository repository) {
    return repository.storage().type().equals("posix") && repository.storage().mount().isEmpty();
  }

  private static Finding finding(Stanza stanza) {
    return Finding.atKey(
            stanza.at(),
            "all repositories of \"%s\" are on this host: when it is lost, so are the backups"
                .formatted(stanza.name()))
        .help(
            "add a repository elsewhere, of type s3, azure, gcs or sftp, or a mounted one with mount");
  }
}
