package io.github.pgbackrest2nix.exitcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExitCodesTest {
  @Test
  void everyCodeHasOneEntryUnlessSomethingElseTellsThemApart() {
    List<Integer> codes =
        ExitCodes.all().stream()
            .filter(entry -> entry.when().isEmpty())
            .flatMap(entry -> entry.names().keySet().stream())
            .toList();

    assertThat(codes).doesNotHaveDuplicates();
    assertThat(ExitCodes.all())
        .filteredOn(entry -> entry.when().isPresent())
        .allMatch(entry -> codes.containsAll(entry.names().keySet()));
  }

  @Test
  void tryingAgainEndsWhereItIsOfNoUse() {
    assertThat(ExitCodes.withoutRetry())
        .containsExactly(
            25, 26, 28, 29, 30, 31, 32, 37, 38, 40, 43, 44, 45, 46, 48, 51, 58, 62, 67, 68, 69, 70,
            72, 75, 76, 78, 87, 88, 89, 96, 106, 124, 137);
  }

  @Test
  void theClockHasItsRow() {
    ExitCodes clock =
        ExitCodes.all().stream()
            .filter(entry -> entry.names().containsKey(106))
            .findFirst()
            .orElseThrow();

    assertThat(clock.names()).isEqualTo(new TreeMap<>(Map.of(106, "clock")));
    assertThat(clock.when()).isEqualTo(Optional.empty());
    assertThat(clock.retry()).isFalse();
    assertThat(clock.remedy().orElseThrow()).contains("Labels are local time");
  }
}
