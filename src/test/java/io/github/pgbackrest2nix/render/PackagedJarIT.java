package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Json;
import io.github.pgbackrest2nix.testing.NixEval;
import io.github.pgbackrest2nix.testing.NixLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module that takes the runtime jar from a package, with and without that package. */
final class PackagedJarIT {
  private static final Path NIX = Path.of("nix/tests").toAbsolutePath();

  private static final String MISSING =
      "one-host-posix.yaml: the runtime jar comes from the package pgbackrest-metrics, which pkgs"
          + " does not have, so no metrics would be collected: add overlays.default of the flake of"
          + " pgbackrest2nix to nixpkgs.overlays, or render with --jar copy.";

  private static final String OUTDATED =
      "one-host-posix.yaml: pkgs.pgbackrest-metrics is older than the version 0.1.0 that rendered"
          + " this module, and may not understand its declaration.json: update the input"
          + " pgbackrest2nix, or render with the version that it has.";

  @TempDir Path scratch = Path.of("");

  /** What the module says on a host whose packages have these in addition. */
  private Map<?, ?> evaluate(String packages) {
    SortedMap<String, String> files = new Example("one-host-posix").renderForPackage();
    Path module = Example.write(scratch.resolve("module"), files).getParent();
    String expression =
        """
        let
          lib = import %1$s/lib.nix;
          pkgs = import %1$s/pkgs.nix // %2$s;
          module = import %3$s/monitoring.nix {
            inherit lib pkgs;
            config = {
              systemd.package = pkgs.systemd;
              services.prometheus.exporters.node.enable = false;
            };
          };
          service = builtins.elemAt module.systemd.services.pgbackrest-metrics.contents 1;
        in
        {
          failed = map (each: each.message) (
            builtins.filter (each: !each.assertion) module.assertions
          );
          command = service.serviceConfig.ExecStart;
        }
        """
            .formatted(NIX, packages, module);
    return (Map<?, ?>)
        Objects.requireNonNull(Json.read(new NixEval(scratch).evaluate(expression).require()));
  }

  private static String metricsPackage(String version) {
    return "{ pgbackrest-metrics = { version = \"%s\"; outPath = \"/nix/store/jar\"; }; }"
        .formatted(version);
  }

  @Test
  void startsTheJarOfThePackage() {
    Map<?, ?> answer = evaluate(metricsPackage("0.1.0"));

    assertThat(answer.get("failed")).isEqualTo(List.of());
    assertThat("" + answer.get("command"))
        .contains(" -jar /nix/store/jar/share/java/pgbackrest-metrics.jar collect ");
  }

  @Test
  void asksForTheOverlayWhereThePackageIsMissing() {
    Map<?, ?> answer = evaluate("{ }");

    assertThat(answer.get("failed")).isEqualTo(List.of(MISSING));
    assertThat("" + answer.get("command")).contains(" -jar /pgbackrest-metrics-is-missing/");
  }

  @Test
  void refusesAJarThatIsOlderThanTheModule() {
    assertThat(evaluate(metricsPackage("0.0.9")).get("failed")).isEqualTo(List.of(OUTDATED));
    assertThat(evaluate(metricsPackage("0.2.0")).get("failed")).isEqualTo(List.of());
  }

  @Test
  void isLaidOutAsNixfmtLeavesIt() {
    for (Example example : Example.all()) {
      String monitoring = "" + example.renderForPackage().get("monitoring.nix");
      assertThat(NixLayout.checkModule(monitoring)).as(example.name()).isEmpty();
    }
  }
}
