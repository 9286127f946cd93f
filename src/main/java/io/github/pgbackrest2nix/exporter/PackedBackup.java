package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.BackupInfo.Details;
import io.github.pgbackrest2nix.exporter.BackupInfo.Sizes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A backup as some 200 bytes in one array, a quarter of what its objects take: a host may have
 * 80,000 of them, and those of all stanzas are needed at once, as all series of a metric stand
 * together.
 *
 * <p>First the texts, each with its length before it, then the numbers, seven bits a byte.
 */
final class PackedBackup {
  private static final int LABEL = 0;
  private static final int TYPE = 1;
  private static final int BLOCK_INCREMENTAL = 2;
  private static final int DATABASE = 3;
  private static final int REPO = 4;
  private static final int STANZA = 5;
  private static final int VERSION = 6;
  private static final int LSN_START = 7;
  private static final int LSN_STOP = 8;
  private static final int POSTGRESQL = 9;
  private static final int PRIOR = 10;
  private static final int WAL_START = 11;
  private static final int WAL_STOP = 12;

  /** The order of the series that have six labels. */
  static final Comparator<PackedBackup> BY_NAME =
      comparing(LABEL, TYPE, BLOCK_INCREMENTAL, DATABASE, REPO, STANZA);

  /** The order of {@code pgbackrest_backup_info}. */
  static final Comparator<PackedBackup> BY_INFO =
      comparing(
          VERSION,
          LABEL,
          TYPE,
          BLOCK_INCREMENTAL,
          DATABASE,
          LSN_START,
          LSN_STOP,
          POSTGRESQL,
          PRIOR,
          REPO,
          STANZA,
          WAL_START,
          WAL_STOP);

  /** Of the two objects, and of the reference in a list. */
  private static final int OVERHEAD = 40;

  private static final int SEVEN_BITS = 0x7f;
  private static final int MORE = 0x80;

  private final byte[] packed;

  /** Returns about how many bytes of memory it takes. */
  int size() {
    return packed.length + OVERHEAD;
  }

  private PackedBackup(byte[] packed) {
    this.packed = packed;
  }

  /**
   * A backup and what else its series are labelled with.
   *
   * @param postgresql its version, empty if that is not known
   */
  record Unpacked(BackupInfo backup, String stanza, String postgresql) {}

  static PackedBackup of(Unpacked backup) {
    BackupInfo info = backup.backup();
    Details details = info.details();
    Packer out = new Packer();
    List.of(
            info.label(),
            info.type(),
            CompatibleSeries.blockIncremental(info),
            Integer.toString(info.databaseId()),
            Integer.toString(info.repoKey()),
            backup.stanza(),
            details.version(),
            details.lsnStart(),
            details.lsnStop(),
            backup.postgresql(),
            details.prior(),
            details.walStart(),
            details.walStop())
        .forEach(out::text);
    Sizes sizes = info.sizes();
    out.number(details.annotations());
    out.number(info.stop());
    out.number(info.error().map(error -> error ? 2 : 1).orElse(0));
    List.of(
            info.start(),
            sizes.size(),
            sizes.delta(),
            sizes.repoSize(),
            sizes.repoDelta(),
            sizes.repoSizeMap(),
            sizes.repoDeltaMap())
        .forEach(out::number);
    return new PackedBackup(out.bytes.toByteArray());
  }

  Unpacked unpack() {
    Unpacker in = new Unpacker(packed);
    String[] texts = new String[WAL_STOP + 1];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = in.text();
    }
    long annotations = in.number();
    long stop = in.number();
    long error = in.number();
    OptionalLong start = in.optional();
    Sizes sizes =
        new Sizes(
            in.optional(),
            in.optional(),
            in.optional(),
            in.optional(),
            in.optional(),
            in.optional());
    BackupInfo backup =
        new BackupInfo(
            Integer.parseInt(texts[REPO]),
            Integer.parseInt(texts[DATABASE]),
            texts[LABEL],
            texts[TYPE],
            start,
            stop,
            sizes,
            error == 0 ? Optional.empty() : Optional.of(error == 2),
            new Details(
                texts[VERSION],
                texts[LSN_START],
                texts[LSN_STOP],
                texts[WAL_START],
                texts[WAL_STOP],
                texts[PRIOR],
                annotations));
    return new Unpacked(backup, texts[STANZA], texts[POSTGRESQL]);
  }

  private static Comparator<PackedBackup> comparing(int... texts) {
    return (one, other) -> {
      for (int text : texts) {
        Unpacker left = new Unpacker(one.packed).skip(text);
        Unpacker right = new Unpacker(other.packed).skip(text);
        int order = left.compareText(right);
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  private static final class Packer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    void text(String text) {
      byte[] octets = text.getBytes(StandardCharsets.UTF_8);
      number(octets.length);
      bytes.write(octets, 0, octets.length);
    }

    void number(OptionalLong value) {
      bytes.write(value.isPresent() ? 1 : 0);
      value.ifPresent(this::number);
    }

    void number(long value) {
      long left = value;
      while ((left & ~SEVEN_BITS) != 0) {
        bytes.write((int) (left & SEVEN_BITS) | MORE);
        left >>>= 7;
      }
      bytes.write((int) left);
    }
  }

  private static final class Unpacker {
    private final byte[] packed;
    private int at;

    Unpacker(byte[] packed) {
      this.packed = packed;
    }

    Unpacker skip(int texts) {
      for (int i = 0; i < texts; i++) {
        int length = (int) number();
        at += length;
      }
      return this;
    }

    int compareText(Unpacker other) {
      int length = (int) number();
      int otherLength = (int) other.number();
      return Arrays.compareUnsigned(
          packed, at, at + length, other.packed, other.at, other.at + otherLength);
    }

    String text() {
      int length = (int) number();
      at += length;
      return new String(packed, at - length, length, StandardCharsets.UTF_8);
    }

    OptionalLong optional() {
      return packed[at++] == 0 ? OptionalLong.empty() : OptionalLong.of(number());
    }

    long number() {
      long value = 0;
      int shift = 0;
      while (packed[at] < 0) {
        value |= (long) (packed[at++] & SEVEN_BITS) << shift;
        shift += 7;
      }
      return value | (long) packed[at++] << shift;
    }
  }
}
