package io.github.pgbackrest2nix.exporter.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** The bytes of a reply, compressed at most once however often they are sent. */
public final class Body {
  private final byte[] plain;
  private Optional<byte[]> compressed = Optional.empty();

  /** Takes the bytes over; nobody may change them any more. */
  public Body(byte[] plain) {
    this.plain = plain;
  }

  byte[] plain() {
    return plain;
  }

  synchronized byte[] gzip() {
    if (compressed.isEmpty()) {
      compressed = Optional.of(compress());
    }
    return compressed.get();
  }

  private byte[] compress() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new IllegalStateException("a byte array cannot fail", e);
    }
    return bytes.toByteArray();
  }
}
