package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.NixosView;
import io.github.pgbackrest2nix.testing.NixpkgsTree;
import io.github.pgbackrest2nix.testing.RealHost;
import io.github.pgbackrest2nix.testing.RealNixos;
import io.github.pgbackrest2nix.testing.RenderedUnits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The small module system of {@code nix/tests} makes of a module what NixOS makes of it. */
final class SmallModuleSystemIT {
  @TempDir private static Path scratch = Path.of("");

  private static SortedMap<String, RealHost> hosts = new TreeMap<>();

  @BeforeAll
  static void evaluate() {
    NixpkgsTree tree = NixpkgsTree.atHand();
    List<RealNixos.Host> all =
        Stream.of(DescribedHost.values())
            .map(NixosSituation::described)
            .map(each -> each.write(scratch))
            .map(each -> new RealNixos.Host(each.name(), each.configuration(), true, false))
            .toList();
    hosts = new RealNixos(tree, scratch).evaluate(all);
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatNixosSays(DescribedHost host) throws IOException {
    RealHost real = Objects.requireNonNull(hosts.get(host.name())).evaluated();
    Path folder = Files.createDirectory(scratch.resolve("small-" + host));
    NixosSituation.described(host).writeOwn(folder.resolve("host"));
    // The small system goes by it, too, to be of this or that release.
    Path own =
        Files.writeString(
            folder.resolve("host.nix"),
            """
            { lib, ... }: {
              imports = [ ./host/host.nix ];
              system.stateVersion = lib.mkForce "%s";
            }
            """
                .formatted(NixpkgsTree.atHand()));

    RenderedUnits units = RenderedUnits.of(host.text(), own.toString(), "", folder);

    NixosView small = NixosView.of(units);
    NixosView view = NixosView.of(real, small);
    assertThat(small.units()).isEqualTo(view.units());
    assertThat(small.scripts()).isEqualTo(view.scripts());
    assertThat(small.etc()).isEqualTo(view.etc());
    assertThat(small.tmpfiles()).isEqualTo(view.tmpfiles());
    assertThat(small.settings()).isEqualTo(view.settings());
  }
}
