package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.exporter.BackupInfo.Details;
import io.github.pgbackrest2nix.exporter.BackupInfo.Sizes;
import io.github.pgbackrest2nix.exporter.PackedBackup.Unpacked;
import io.github.pgbackrest2nix.testing.HostileStrings;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PackedBackupTest {
  private static Unpacked backup(String text, long number, OptionalLong known) {
    return new Unpacked(
        new BackupInfo(
            1,
            -2,
            text,
            "full" + text,
            known,
            number,
            new Sizes(known, known, OptionalLong.empty(), known, known, known),
            number == 0 ? Optional.empty() : Optional.of(number < 0),
            new Details(text, "", text, text, "", text, number)),
        "stanza" + text,
        text);
  }

  @Test
  void unpacksWhatWasPacked() {
    for (String text : HostileStrings.all()) {
      for (long number : new long[] {0, 1, 127, 128, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
        Unpacked known = backup(text, number, OptionalLong.of(number));
        Unpacked unknown = backup(text, number, OptionalLong.empty());
        assertThat(PackedBackup.of(known).unpack()).isEqualTo(known);
        assertThat(PackedBackup.of(unknown).unpack()).isEqualTo(unknown);
      }
    }
  }

  @Test
  void comparesTextByText() {
    PackedBackup shorter = PackedBackup.of(backup("a", 1, OptionalLong.empty()));
    PackedBackup longer = PackedBackup.of(backup("ab", 1, OptionalLong.empty()));

    assertThat(PackedBackup.BY_NAME.compare(shorter, longer)).isNegative();
    assertThat(PackedBackup.BY_INFO.compare(longer, shorter)).isPositive();
    assertThat(PackedBackup.BY_NAME.compare(longer, longer)).isZero();
  }
}
