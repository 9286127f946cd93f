package io.github.pgbackrest2nix.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LeashIT {

  @Test
  void lettingGoEndsWhateverRunsInside() {
    RequiredTool.superuser();
    List<ProcessHandle> inside;
    try (Leash leash = Leash.start("setsid sleep 1000 & hold")) {
      inside = ProcessHandle.of(leash.pid()).orElseThrow().descendants().toList();
      assertThat(inside).hasSize(1).allMatch(ProcessHandle::isAlive);
    }

    assertThat(inside).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void saysWhyAScriptDidNotHold() {
    RequiredTool.superuser();

    assertThatThrownBy(() -> Leash.start("echo no luck; exit 1").close())
        .isInstanceOf(AssertionError.class)
        .hasMessage("the script did not hold: no luck");
  }
}
