package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.nix.NixExpr;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.template.NixFragment;
import java.util.List;

/**
 * The entry of the module.
 *
 * @param imports the other files
 * @param clusters by stanza
 * @param supersedesOptions whether options of an older set-up must be gone
 * @param assertions what must hold on the host, in the order in which NixOS shows what does not
 * @param warnings what an operator has to know of
 * @param inhibitors what a switch must not change
 * @param bootstraps units that restore before PostgreSQL starts
 */
public record DefaultView(
    NixFragment header,
    NixFragment imports,
    List<ClusterView> clusters,
    boolean supersedesOptions,
    List<AssertionView> assertions,
    List<WarningView> warnings,
    List<InhibitorView> inhibitors,
    NixFragment bootstraps) {

  /** The cluster of a stanza. */
  public record ClusterView(NixFragment name, String dataDir) {}

  /**
   * One assertion.
   *
   * @param message one sentence
   */
  public record AssertionView(NixFragment condition, String message) {
    static AssertionView of(String condition, String message) {
      return new AssertionView(NixFragment.of(NixExpr.code(condition)), message);
    }
  }

  /**
   * One warning.
   *
   * @param condition when it is shown
   * @param message one sentence
   */
  public record WarningView(NixFragment condition, String message) {
    static WarningView of(String condition, String message) {
      return new WarningView(NixFragment.of(NixExpr.code(condition)), message);
    }
  }

  /**
   * What must be the same before and after a switch.
   *
   * @param text for a person to read
   */
  public record InhibitorView(NixFragment name, String text) {}

  /** Returns the view of this deployment, importing these files. */
  public static DefaultView of(Deployment deployment, Origin origin, List<String> files) {
    List<NixExpr> imports = files.stream().map(file -> NixExpr.path("./" + file)).toList();
    return new DefaultView(
        Headers.entry(deployment, origin),
        NixFragment.of(NixExpr.list(imports)),
        deployment.stanzas().stream()
            .map(stanza -> new ClusterView(Nix.name(stanza.name()), stanza.dataDir()))
            .toList(),
        !deployment.supersedes().options().isEmpty(),
        new HostAssertions(deployment, origin.file()).all(),
        new HostWarnings(deployment, origin.file()).all(),
        Inhibitors.of(deployment.identity()),
        Nix.strings(
            deployment.stanzas().stream()
                .flatMap(stanza -> stanza.bootstrap().stream())
                .map(bootstrap -> bootstrap.unit() + ".service")
                .toList()));
  }
}
