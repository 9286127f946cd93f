package io.github.pgbackrest2nix.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.fuzz.Verdict.Outcome;
import org.junit.jupiter.api.Test;

/**
 * Tries many inputs, the same in every run: {@code -Dfuzz.inputs=200000} tries more of them, {@code
 * -Dfuzz.first=SEED -Dfuzz.inputs=1} the one that a failure names.
 */
class FuzzTest {
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 5_000);
  private static final long FIRST = Long.getLong("fuzz.first", 1);

  @Test
  void anyInputIsRefusedWithFindingsInTheFileOrRendered() throws InterruptedException {
    FuzzRun run = new FuzzRun(FIRST, INPUTS);

    run.finish();

    System.out.println(run.summary());
    assertThat(run.failures()).as(run.summary()).isEmpty();
    if (INPUTS >= 1_000) {
      assertThat(run.count(Outcome.ACCEPTED)).isGreaterThan(INPUTS / 100);
      assertThat(run.count(Outcome.REFUSED)).isGreaterThan(INPUTS / 2);
    }
  }
}
