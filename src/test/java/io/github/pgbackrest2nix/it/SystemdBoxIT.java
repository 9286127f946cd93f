package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Await;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How systemd treats the patterns that rendered units rely on. */
final class SystemdBoxIT {

  private static final Duration SOON = Duration.ofSeconds(10);

  @ParameterizedTest
  @EnumSource(names = {"TRIXIE", "SID"})
  void umbrellaRunsEveryPartAndFailsWhenOneFailed(DebianRoot root) {
    try (SystemdBox box = SystemdBox.boot(root)) {
      box.install(
          Map.of(
              "umbrella.service",
              oneshot(
                  "failed=0; for part in assert fails works; do"
                      + " systemctl start $$part.service || failed=1; done; exit $$failed",
                  "OnFailure=alarm.service"),
              "assert.service",
              oneshot("touch /run/asserted", "AssertPathIsMountPoint=/nonexistent"),
              "fails.service",
              oneshot("exit 3", ""),
              "works.service",
              oneshot("touch /run/worked", ""),
              "alarm.service",
              oneshot("touch /run/alarmed", "")));

      Outcome umbrella = box.start("umbrella.service");

      assertThat(umbrella.status()).isEqualTo(1);
      assertThat(box.property("umbrella.service", "Result")).isEqualTo("exit-code");
      assertThat(box.property("fails.service", "ExecMainStatus")).isEqualTo("3");
      assertThat(box.path("/run/asserted")).doesNotExist();
      assertThat(box.path("/run/worked")).exists();
      Await.until("the alarm goes off", SOON, () -> Files.exists(box.path("/run/alarmed")));
    }
  }

  private static String oneshot(String script, String unitLine) {
    return """
    [Unit]
    %s
    [Service]
    Type=oneshot
    ExecStart=/bin/sh -c '%s'
    """
        .formatted(unitLine, script);
  }
}
