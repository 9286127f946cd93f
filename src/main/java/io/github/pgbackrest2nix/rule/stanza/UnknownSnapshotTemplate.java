package io.github.pgbackrest2nix.rule.stanza;

import io.github.pgbackrest2nix.diagnostic.NearestNames;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Sanoid;
import io.github.pgbackrest2nix.model.Sanoid.Dataset;
import io.github.pgbackrest2nix.model.Sanoid.Template;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.stream.Stream;

/** Reports snapshot templates that neither the description nor the host declares. */
public final class UnknownSnapshotTemplate implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "unknown-snapshot-template", Severity.ERROR, "a snapshot template that is not declared");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().sanoid().stream()
        .flatMap(sanoid -> sanoid.datasets().stream().flatMap(each -> finding(sanoid, each)))
        .toList();
  }

  private static Stream<Finding> finding(Sanoid sanoid, Dataset dataset) {
    List<String> known =
        Stream.concat(
                sanoid.templates().stream().map(Template::name),
                sanoid.externalTemplates().stream())
            .toList();
    if (known.contains(dataset.template())) {
      return Stream.of();
    }
    List<String> near = NearestNames.of(dataset.template(), known);
    return Stream.of(
        Finding.atValue(
                dataset.at().child("template"),
                "no template is called \"%s\"; sanoid would silently use its own defaults"
                    .formatted(dataset.template()))
            .help(
                near.isEmpty()
                    ? "declare it under templates, or under externalTemplates if NixOS has it already"
                    : "did you mean " + String.join(" or ", near)));
  }
}
