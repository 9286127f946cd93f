package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.StanzaPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.DrillPlan;
import io.github.pgbackrest2nix.model.Settings.Setting;
import io.github.pgbackrest2nix.model.Stanza.Assertion;
import io.github.pgbackrest2nix.model.Stanza.RestoreDrill;
import io.github.pgbackrest2nix.nix.NixExpr;
import io.github.pgbackrest2nix.render.template.NixFragment;

/** What the script of a trial restore reads as JSON: text of the description, as it stands. */
final class DrillFacts {
  private DrillFacts() {}

  static NixFragment of(StanzaPlan stanza, DrillPlan drill) {
    RestoreDrill declared = drill.declared();
    return NixFragment.of(
        NixExpr.set(
            NixExpr.attribute("name", drill.name()),
            NixExpr.attribute("repo", drill.repository().name()),
            NixExpr.attribute("dataDir", stanza.dataDir()),
            NixExpr.attribute("limit", NixExpr.integer(drill.timeout().toSeconds())),
            NixExpr.attribute("pick", declared.pick().word()),
            NixExpr.attribute("pointInTime", NixExpr.bool(declared.pointInTime())),
            NixExpr.attribute(
                "settings",
                NixExpr.set(
                    declared.settings().entries().stream()
                        .map(DrillFacts::setting)
                        .toArray(NixExpr.Attribute[]::new))),
            NixExpr.attribute(
                "assertions",
                NixExpr.list(declared.assertions().stream().map(DrillFacts::assertion).toList()))));
  }

  static NixExpr.Attribute setting(Setting setting) {
    return NixExpr.attribute(setting.name(), String.join(",", setting.values()));
  }

  private static NixExpr assertion(Assertion assertion) {
    return NixExpr.set(
        NixExpr.attribute("database", assertion.database()),
        NixExpr.attribute("sql", assertion.sql()),
        NixExpr.attribute("expect", assertion.expect()),
        NixExpr.attribute("timeout", NixExpr.integer(assertion.timeout().toSeconds())));
  }
}
