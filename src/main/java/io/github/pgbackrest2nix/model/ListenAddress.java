package io.github.pgbackrest2nix.model;

import java.util.regex.Pattern;

/**
 * An IP address to listen on, and a port.
 *
 * @param text such as {@code 127.0.0.1:9854} or {@code [::1]:9854}; valid, as the schema sees to it
 */
public record ListenAddress(String text) {
  private static final Pattern LOOPBACK =
      Pattern.compile("(?:127\\.[0-9.]+|\\[[0:]+:0{0,3}1\\]):[0-9]+");
  private static final Pattern EVERY_IPV4 = Pattern.compile("^0\\.0\\.0\\.0(?=:)");
  private static final Pattern EVERY_IPV6 = Pattern.compile("^\\[[0:]+\\](?=:)");

  /** Returns whether nobody but this host itself reaches it. */
  public boolean loopback() {
    return LOOPBACK.matcher(text).matches();
  }

  /** Returns the address and port where this host itself reaches it. */
  public String fromHere() {
    String ipv4 = EVERY_IPV4.matcher(text).replaceFirst("127.0.0.1");
    return EVERY_IPV6.matcher(ipv4).replaceFirst("[::1]");
  }
}
