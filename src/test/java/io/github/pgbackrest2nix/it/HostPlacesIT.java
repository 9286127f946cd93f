package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the rule unfit-directory says of systemd, tried with the sandbox of the rendered units. */
final class HostPlacesIT {
  private static final List<String> HIDDEN =
      List.of("/tmp/place", "/var/tmp/place", "/home/place", "/root/place", "/run/user/place");
  private static final List<String> SEEN =
      List.of("/run/place", "/srv/place", "/opt/place", "/var/lib/place", "/mnt/place");

  @Test
  void servicesReadWhatOthersPutInOnePlaceAndNotInAnother() {
    try (SystemdBox box = SystemdBox.boot(DebianRoot.TRIXIE)) {
      Map<String, Integer> found = new LinkedHashMap<>();
      Map<String, Integer> expected = new LinkedHashMap<>();
      for (String place : HIDDEN) {
        found.put(place, look(box, place));
        expected.put(place, 1);
      }
      for (String place : SEEN) {
        found.put(place, look(box, place));
        expected.put(place, 0);
      }

      assertThat(found).isEqualTo(expected);
    }
  }

  private static int look(SystemdBox box, String place) {
    box.run("mkdir", "-p", place).succeeded();
    box.run("touch", place + "/backup").succeeded();
    return box.run(
            "systemd-run",
            "--quiet",
            "--wait",
            "--property=PrivateTmp=true",
            "--property=ProtectHome=true",
            "--property=ProtectSystem=strict",
            "--property=PrivateDevices=true",
            "--property=ReadWritePaths=-" + place,
            "test",
            "-w",
            place + "/backup")
        .status();
  }
}
