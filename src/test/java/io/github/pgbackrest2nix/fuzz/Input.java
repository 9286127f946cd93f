package io.github.pgbackrest2nix.fuzz;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Bytes that may stand in a file. */
final class Input {
  /** What stands for a secret; no text is made of this. */
  static final String CANARY = "hunter2canary";

  private static final int USUAL = 2_000;
  private static final int LARGE = 200_000;
  private static final int HUGE = 10_000_000;

  private static final List<String> SECRETS =
      List.of(
          "cipherPass: %s",
          "keySecret: '%s'",
          "\"repo1-s3-key-secret\": \"%s\"",
          "credentials: { key: %s }",
          "repo1-cipher-pass: %s # %s",
          "token: [%s, { a: %s }]");

  private final long seed;
  private final byte[] bytes;

  private Input(long seed, byte[] bytes) {
    this.seed = seed;
    this.bytes = bytes;
  }

  /** Makes the input of this seed. */
  static Input of(long seed, Corpus corpus) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    int kind = random.nextInt(2_500);
    if (kind == 0) {
      return new Input(seed, utf8(Extreme.some(HUGE, random)));
    }
    if (kind <= 10) {
      return new Input(seed, utf8(Extreme.some(LARGE, random)));
    }
    if (kind <= 100) {
      return new Input(seed, noise(random));
    }
    if (kind <= 350) {
      return new Input(seed, utf8(Extreme.some(1 + random.nextInt(USUAL), random)));
    }
    String text = Mutation.some(corpus.text(random), corpus, random);
    return new Input(seed, encoded(withBreaks(withSecret(text, random), random), random));
  }

  /** Returns from what alone the bytes were made. */
  long seed() {
    return seed;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[random.nextInt(USUAL)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Returns the text with a secret on a line of its own, every other time. */
  private static String withSecret(String text, Random random) {
    if (random.nextBoolean()) {
      return text;
    }
    int line = text.lastIndexOf('\n', random.nextInt(text.length() + 1)) + 1;
    String rest = text.substring(line);
    int indent = rest.length() - rest.replaceFirst("^ +", "").length();
    String secret = Corpus.one(SECRETS, random).replace("%s", CANARY);
    return text.substring(0, line) + " ".repeat(indent) + secret + "\n" + rest;
  }

  private static String withBreaks(String text, Random random) {
    return switch (random.nextInt(20)) {
      case 0 -> text.replace("\n", "\r\n");
      case 1 -> text.replace('\n', '\r');
      case 2 -> "\uFEFF" + text;
      default -> text;
    };
  }

  private static byte[] encoded(String text, Random random) {
    int kind = random.nextInt(40);
    if (kind == 0) {
      return text.getBytes(StandardCharsets.UTF_16);
    }
    Charset charset = kind == 1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    byte[] bytes = text.getBytes(charset);
    for (int flips = kind > 2 && kind < 8 ? 1 + random.nextInt(3) : 0; flips > 0; flips--) {
      if (bytes.length > 0 && !text.contains(CANARY)) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
    }
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
