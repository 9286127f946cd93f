package io.github.pgbackrest2nix.rule.setting;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.option.OptionCatalog;
import org.junit.jupiter.api.Test;

class OwnKeysTest {
  @Test
  void everyOptionIsInTheCatalogue() {
    assertThat(OptionCatalog.load().names()).containsAll(OwnKeys.options());
  }
}
