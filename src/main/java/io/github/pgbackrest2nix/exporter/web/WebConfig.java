package io.github.pgbackrest2nix.exporter.web;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who is let in, and how the server speaks to them.
 *
 * @param tls absent where the server speaks plain HTTP
 * @param headers of every reply
 * @param users bcrypt hashes of the passwords by user; if empty, nobody is asked for one
 */
record WebConfig(
    Optional<TlsConfig> tls, Map<String, String> headers, SortedMap<String, String> users) {
  static final WebConfig OPEN = new WebConfig(Optional.empty(), Map.of(), new TreeMap<>());

  WebConfig {
    headers = Map.copyOf(headers);
    users = Collections.unmodifiableSortedMap(new TreeMap<>(users));
  }

  /** Keeps the hashes out of every message. */
  @Override
  public String toString() {
    return "WebConfig for " + users.keySet();
  }
}
