package io.github.pgbackrest2nix.exporter.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * Asks for user and password (RFC 7617). A password that was right is remembered as a keyed digest:
 * a scrape must not cost what a guess should. A user that does not exist costs as much as a wrong
 * password.
 */
final class BasicAuth {
  private static final String SCHEME = "Basic ";
  private static final String DIGEST = "HmacSHA256";
  private static final String SALT_AND_HASH_OF_NOBODY = "abcdefghijklmnopqrstuu" + "z".repeat(31);

  private final Map<String, String> hashes;
  private final BiPredicate<byte[], String> matches;
  private final String hashOfNobody;
  private final SecretKeySpec digestKey;
  private final Map<String, byte[]> accepted = new ConcurrentHashMap<>();
  private final Object oneAtATime = new Object();

  BasicAuth(Map<String, String> hashes) {
    this(hashes, BCrypt::checkpw);
  }

  /**
   * Takes the calculation, too.
   *
   * @param matches whether a password, the first, is the one of a hash, the second
   */
  BasicAuth(Map<String, String> hashes, BiPredicate<byte[], String> matches) {
    this.hashes = Map.copyOf(hashes);
    this.matches = matches;
    String prefix =
        hashes.values().stream()
            .map(hash -> hash.substring(0, "$2y$10$".length()))
            .max((one, other) -> one.substring(4).compareTo(other.substring(4)))
            .orElse("$2y$10$");
    hashOfNobody = prefix + SALT_AND_HASH_OF_NOBODY;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    digestKey = new SecretKeySpec(random, DIGEST);
  }

  /** Returns whether one may come in with these values of {@code Authorization}. */
  boolean admits(List<String> authorization) {
    return hashes.isEmpty() || (authorization.size() == 1 && admits(authorization.get(0)));
  }

  private boolean admits(String authorization) {
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    byte[] credentials;
    try {
      credentials = Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip());
    } catch (IllegalArgumentException e) {
      return false; // not base64, so nobody's password
    }
    int colon = 0;
    while (colon < credentials.length && credentials[colon] != ':') {
      colon++;
    }
    return colon < credentials.length
        && isPassword(
            new String(credentials, 0, colon, StandardCharsets.UTF_8),
            Arrays.copyOfRange(credentials, colon + 1, credentials.length));
  }

  private boolean isPassword(String user, byte[] password) {
    byte[] digest = digest(password);
    byte[] known = accepted.get(user);
    if (known != null && MessageDigest.isEqual(known, digest)) {
      return true;
    }
    String hash = hashes.getOrDefault(user, hashOfNobody);
    boolean right;
    // Guessing takes a processor, but never more than one.
    synchronized (oneAtATime) {
      right = matches.test(password, hash);
    }
    if (right && hashes.containsKey(user)) {
      accepted.put(user, digest);
      return true;
    }
    return false;
  }

  private byte[] digest(byte[] password) {
    try {
      Mac mac = Mac.getInstance(DIGEST);
      mac.init(digestKey);
      return mac.doFinal(password);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + DIGEST, e);
    }
  }
}
