package io.github.pgbackrest2nix.rule.schedule;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.NearestNames;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.AlertName;
import io.github.pgbackrest2nix.model.Alerts;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reports what the description says of alerts that there are none of. */
public final class UnknownAlert implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo("unknown-alert", Severity.ERROR, "a setting for an alert that does not exist");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    Alerts alerts = context.description().alerts();
    List<Finding> findings = new ArrayList<>();
    for (String name : alerts.severity().keySet()) {
      findings.addAll(unknown(alerts.at().child("severity", name), name));
    }
    for (Alerts.AlertOverride override : alerts.overrides()) {
      findings.addAll(unknown(override.at(), override.alert()));
      findings.addAll(ageless(override));
    }
    return findings;
  }

  private static List<Finding> unknown(ConfigPath at, String name) {
    if (AlertName.find(name).isPresent()) {
      return List.of();
    }
    List<String> known =
        Stream.of(AlertName.values())
            .flatMap(each -> Stream.of(each.shortName(), each.fullName()))
            .toList();
    List<String> near = NearestNames.of(name, known);
    String help =
        near.isEmpty()
            ? "there are "
                + String.join(
                    ", ", Stream.of(AlertName.values()).map(AlertName::shortName).toList())
            : "did you mean " + String.join(" or ", near);
    return List.of(
        Finding.atKey(at, "no alert is called \"%s\"; this would change nothing".formatted(name))
            .help(help));
  }

  private static List<Finding> ageless(Alerts.AlertOverride override) {
    boolean pointless =
        override.after().isPresent()
            && AlertName.find(override.alert()).filter(name -> name.ageOf().isEmpty()).isPresent();
    if (!pointless) {
      return List.of();
    }
    return List.of(
        Finding.atKey(
                override.at().child("after"),
                "\"%s\" is not about an age, so this would change nothing"
                    .formatted(override.alert()))
            .help("remove it"));
  }
}
