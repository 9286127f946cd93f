package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.ArrayList;
import java.util.List;

/** Reports directories that would hold each other. */
public final class RepoPathOverlap implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "repo-path-overlap",
          Severity.ERROR,
          "a repository inside another one or inside a data directory");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    List<Repository> all = context.description().repositories();
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      for (Repository earlier : all.subList(0, i)) {
        findings.addAll(overlap(earlier, all.get(i)));
      }
      for (Stanza stanza : context.description().stanzas()) {
        findings.addAll(overlap(stanza, all.get(i)));
      }
    }
    return findings;
  }

  private static List<Finding> overlap(Repository earlier, Repository repository) {
    String medium = repository.storage().match(new Medium());
    if (!medium.equals(earlier.storage().match(new Medium()))
        || !Paths.overlap(repository.path(), earlier.path())) {
      return List.of();
    }
    return List.of(
        Finding.atValue(
                repository.at().child("path"),
                "\"%s\" and \"%s\" of the repository \"%s\" overlap; backups would overwrite each other"
                    .formatted(repository.path(), earlier.path(), earlier.name()))
            .help("give each repository a directory beside the other's")
            .see(earlier.at().child("path"), "the other path is here"));
  }

  private static List<Finding> overlap(Stanza stanza, Repository repository) {
    String dataDir = stanza.postgresql().dataDir();
    if (!repository.storage().match(new Medium()).equals(Medium.THIS_HOST)
        || !Paths.overlap(repository.path(), dataDir)) {
      return List.of();
    }
    return List.of(
        Finding.atValue(
                repository.at().child("path"),
                "\"%s\" and the data directory \"%s\" overlap; each backup would hold the ones before"
                    .formatted(repository.path(), dataDir))
            .help("put the repository on another disk, outside the data directory")
            .see(
                stanza.postgresql().at(),
                "the cluster of \"%s\" is here".formatted(stanza.name())));
  }
}
