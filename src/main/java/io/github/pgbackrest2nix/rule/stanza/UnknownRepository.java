package io.github.pgbackrest2nix.rule.stanza;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.NearestNames;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Job;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.model.Stanza.RestoreDrill;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reports names of repositories that jobs and drills use and nobody declares. */
public final class UnknownRepository implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo("unknown-repository", Severity.ERROR, "a repository that is not declared");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    Description description = context.description();
    List<Finding> findings = new ArrayList<>();
    for (Stanza stanza : description.stanzas()) {
      for (Job job : stanza.jobs()) {
        List<String> names = job.repositories();
        for (int i = 0; i < names.size(); i++) {
          ConfigPath at = job.at().child("repos").child(i);
          unknown(description, names.get(i), Finding::atValue, at).ifPresent(findings::add);
        }
      }
      for (RestoreDrill drill : stanza.drills()) {
        unknown(description, drill.repository(), Finding::atKey, drill.at())
            .ifPresent(findings::add);
      }
    }
    return findings;
  }

  private static Optional<Finding> unknown(
      Description description,
      String name,
      BiFunction<ConfigPath, String, Finding> finding,
      ConfigPath at) {
    if (description.findRepository(name).isPresent()) {
      return Optional.empty();
    }
    List<String> known = description.repositories().stream().map(Repository::name).toList();
    List<String> near = NearestNames.of(name, known);
    return Optional.of(
        finding
            .apply(at, "no repository is called \"%s\"; nothing would run for it".formatted(name))
            .help(
                near.isEmpty()
                    ? "declare it under repos, or use one of " + String.join(", ", known)
                    : "did you mean " + String.join(" or ", near)));
  }
}
