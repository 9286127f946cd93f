package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.render.RenderedFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A file of the output as bytes. */
final class OutputFile {
  private final String path;
  private final byte[] bytes;

  OutputFile(String path, byte[] bytes) {
    this.path = path;
    this.bytes = bytes.clone();
  }

  static OutputFile of(RenderedFile file) {
    return new OutputFile(file.path(), file.content().getBytes(StandardCharsets.UTF_8));
  }

  String path() {
    return path;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** Returns whether the file's content is exactly this. */
  boolean holds(byte[] content) {
    return Arrays.equals(bytes, content);
  }

  String sha256() {
    return sha256(bytes);
  }

  /** Returns the digest in hexadecimal. */
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
