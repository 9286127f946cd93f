package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.NixpkgsTree;
import io.github.pgbackrest2nix.testing.RealHost;
import io.github.pgbackrest2nix.testing.RealNixos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The described hosts in each release of NixOS that is at hand. */
final class NixosReleasesIT {
  @TempDir private Path scratch = Path.of("");

  static List<NixpkgsTree> releases() {
    return NixpkgsTree.releases();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void evaluateEveryDescribedHost(NixpkgsTree release) throws IOException {
    List<NixosSituation> situations =
        Stream.of(DescribedHost.values()).map(NixosSituation::described).toList();
    RealNixos nixos = new RealNixos(release, Files.createDirectory(scratch.resolve("" + release)));

    SortedMap<String, RealHost> hosts =
        nixos.evaluate(situations.stream().map(each -> each.write(scratch)).toList());

    for (NixosSituation situation : situations) {
      RealHost host = Objects.requireNonNull(hosts.get(situation.name())).evaluated();
      assertThat(host.failedAssertions()).as("%s", situation).isEmpty();
      assertThat(host.warnings()).as("%s", situation).isEqualTo(situation.warnings());
      assertThat(host.toplevel()).as("%s", situation).startsWith("/nix/store/").endsWith(".drv");
      assertWaitsForPostgresql(host, release);
    }
  }

  /** Where the release has the target that says that PostgreSQL is ready. */
  private static void assertWaitsForPostgresql(RealHost host, NixpkgsTree release) {
    String ready =
        release.name().compareTo("25.11") < 0 ? "postgresql.service" : "postgresql.target";

    assertThat(host.units().containsKey("postgresql.target"))
        .isEqualTo(ready.equals("postgresql.target"));
    assertThat(host.units())
        .allSatisfy(
            (name, text) -> {
              if (name.endsWith("stanza-create.service")) {
                assertThat(text).containsPattern("(?m)^After=(.* )?" + ready + "( |$)");
              }
            });
  }
}
