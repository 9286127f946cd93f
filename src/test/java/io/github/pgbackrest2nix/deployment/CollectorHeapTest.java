package io.github.pgbackrest2nix.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectorHeapTest {
  @ParameterizedTest
  @CsvSource({"1,1,64", "100,4,64", "256,4,64", "1025,1,65", "1000,4,204"})
  void growsWithTheStanzasInRepositories(int stanzas, int repositories, long mebibytes) {
    assertThat(CollectorHeap.mebibytes(stanzas, repositories)).isEqualTo(mebibytes);
  }
}
