package io.github.pgbackrest2nix.exporter;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.function.Function;

/**
 * The standard output of {@code pgbackrest info}: perhaps some lines of text, then JSON.
 *
 * <p>From 2.55 on pgBackRest writes warnings of its configuration before the JSON, and errors
 * instead of it, before any option that would forbid this takes effect.
 */
final class InfoOutput {
  private static final int BUFFER_BYTES = 1 << 16;

  private final BoundedText preamble = new BoundedText();

  /**
   * Reads all of it.
   *
   * @param maxBytes more than these are refused
   * @param keep makes of each stanza what is kept of it
   * @throws IOException if there is too much of it, or no JSON in it, or not what it should be
   */
  <T> List<T> read(InputStream stdout, long maxBytes, Function<StanzaInfo, T> keep)
      throws IOException {
    PushbackInputStream in =
        new PushbackInputStream(
            new Limited(new BufferedInputStream(stdout, BUFFER_BYTES), maxBytes));
    skipTo('[', in, preamble);
    List<T> stanzas = InfoReader.read(in, keep);
    new BoundedText().drain(in);
    return stanzas;
  }

  /** Returns the first lines of what came before the JSON. */
  List<String> preamble() {
    return preamble.lines();
  }

  /** Returns the stream, which fails as soon as there is more. */
  static InputStream limited(InputStream in, long maxBytes) {
    return new Limited(in, maxBytes);
  }

  /**
   * Skips what comes before the line that JSON begins with.
   *
   * @param preamble takes what is skipped
   */
  static void skipTo(char opening, PushbackInputStream in, BoundedText preamble)
      throws IOException {
    int previous = '\n';
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      if (octet == opening && previous == '\n') {
        in.unread(octet);
        return;
      }
      preamble.append(octet);
      previous = octet;
    }
    throw new InfoFailedException(ErrorCode.NO_JSON, "pgbackrest wrote no JSON");
  }

  /** Fails as soon as there is too much. */
  private static final class Limited extends FilterInputStream {
    private final long max;
    private long left;

    Limited(InputStream in, long max) {
      super(in);
      this.max = max;
      this.left = max;
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      count(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int got = super.read(buffer, offset, length);
      count(Math.max(got, 0));
      return got;
    }

    private void count(int octets) throws IOException {
      left -= octets;
      if (left < 0) {
        throw new InfoFailedException(
            ErrorCode.TOO_MUCH, "pgbackrest wrote more than " + (max >> 20) + " MiB");
      }
    }
  }
}
