package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Golden;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a module says that takes the runtime jar from a package. */
class PackagedJarTest {
  private static final Path GOLDEN = Path.of("src/test/resources/packaged-jar/monitoring.nix");

  static List<Example> examples() {
    return Example.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void onlyTheCollectionOfMetricsChanges(Example example) {
    SortedMap<String, String> packaged = example.renderForPackage();
    String monitoring = "" + packaged.get("monitoring.nix");

    if (example.name().equals("one-host-posix")) {
      Golden.assertMatches(GOLDEN, monitoring);
    }
    SortedMap<String, String> copied = example.render();
    assertThat(monitoring).isNotEqualTo(copied.get("monitoring.nix"));
    packaged.remove("monitoring.nix");
    copied.remove("monitoring.nix");
    assertThat(packaged).isEqualTo(copied);
  }
}
