package io.github.pgbackrest2nix.rule.stanza;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reports units under supersedes that the description itself uses. */
public final class SupersededStillReferenced implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "superseded-still-referenced",
          Severity.ERROR,
          "a unit that must be gone and is still used");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    Description description = context.description();
    List<Finding> findings = new ArrayList<>();
    List<String> services = description.supersedes().services();
    for (int i = 0; i < services.size(); i++) {
      ConfigPath at = description.supersedes().at().child("services").child(i);
      ours(description, services.get(i), at).ifPresent(findings::add);
      onFailure(description, services.get(i), at).ifPresent(findings::add);
    }
    return findings;
  }

  private static Optional<Finding> ours(Description description, String service, ConfigPath at) {
    return UnitName.of(description).stream()
        .filter(unit -> unit.name().equals(service))
        .findFirst()
        .map(
            unit ->
                Finding.atValue(
                        at,
                        "\"%s\" is a unit of this description: the module would refuse to build beside itself"
                            .formatted(service))
                    .help("remove it here; the rendered unit replaces the older one of that name")
                    .see(unit.at(), "the unit comes from here"));
  }

  private static Optional<Finding> onFailure(
      Description description, String service, ConfigPath at) {
    int index = description.onFailure().indexOf(service + ".service");
    if (index < 0) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.atValue(
                at,
                "\"%s\" must be gone, but failed units would start it: nobody would be told"
                    .formatted(service))
            .help("name another unit under onFailure, or keep this one")
            .see(ConfigPath.of("onFailure").child(index), "it is used here"));
  }
}
