package io.github.pgbackrest2nix.exporter.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The bytes of a reply, compressed at most once however often they are sent. What is large is kept
 * compressed alone: metrics shrink to a twentieth, and nearly everybody asks for that.
 */
public final class Body {
  private static final int LARGE = 1 << 20;

  private final Optional<byte[]> plain;
  private final long length;
  private Optional<byte[]> compressed;

  /** Takes the bytes over; nobody may change them any more. */
  public Body(byte[] plain) {
    this(Optional.of(plain), plain.length, Optional.empty());
  }

  private Body(Optional<byte[]> plain, long length, Optional<byte[]> compressed) {
    this.plain = plain;
    this.length = length;
    this.compressed = compressed;
  }

  /** Writes the bytes, from the first to the last. */
  public interface Content {
    void write(OutputStream out) throws IOException;
  }

  /** Returns what is written. */
  public static Body of(Content content) {
    Kept kept = new Kept();
    try {
      content.write(kept);
      return kept.body();
    } catch (IOException e) {
      throw new IllegalStateException("a byte array cannot fail", e);
    }
  }

  /** Returns how many bytes there are when they are not compressed. */
  long length() {
    return length;
  }

  void writePlain(OutputStream out) throws IOException {
    if (plain.isPresent()) {
      out.write(plain.get());
      return;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip()))) {
      in.transferTo(out);
    }
  }

  synchronized byte[] gzip() {
    if (compressed.isEmpty()) {
      compressed = Optional.of(compress(plain.orElseThrow()));
    }
    return compressed.get();
  }

  private static byte[] compress(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new IllegalStateException("a byte array cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /** Keeps what is written, compressed as soon as it is large. */
  private static final class Kept extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Optional<GZIPOutputStream> gzip = Optional.empty();
    private long length;

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int count) throws IOException {
      length += count;
      if (gzip.isEmpty() && length > LARGE) {
        byte[] before = bytes.toByteArray();
        bytes.reset();
        gzip = Optional.of(new GZIPOutputStream(bytes));
        gzip.get().write(before);
      }
      if (gzip.isPresent()) {
        gzip.get().write(buffer, offset, count);
      } else {
        bytes.write(buffer, offset, count);
      }
    }

    Body body() throws IOException {
      if (gzip.isEmpty()) {
        return new Body(bytes.toByteArray());
      }
      gzip.get().finish();
      return new Body(Optional.empty(), length, Optional.of(bytes.toByteArray()));
    }
  }
}
