package io.github.pgbackrest2nix.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server of an object store.
 *
 * @param host in small letters; one for all of Amazon's, whose buckets have names of their own
 * @param port as written; empty for that of HTTPS
 */
public record Endpoint(String host, String port) {
  private static final Pattern FORM =
      Pattern.compile("(?:[A-Za-z]+://)?(?<host>\\[[^\\]/]*\\]|[^/:]*)(?::(?<port>\\d+))?(?:/.*)?");
  private static final Pattern AMAZON =
      Pattern.compile("s3(?:[.-][a-z0-9.-]+)?\\.(?<partition>amazonaws\\.com(?:\\.cn)?)");
  private static final Pattern THIS_HOST =
      Pattern.compile("localhost|.+\\.localhost|127\\..+|\\[?::1\\]?");

  /** Finds the server in an endpoint as it is written. */
  public static Optional<Endpoint> parse(String text) {
    Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      return Optional.empty();
    }
    Matcher amazon = AMAZON.matcher(form.group("host"));
    String host = amazon.matches() ? amazon.group("partition") : form.group("host");
    String port = Optional.ofNullable(form.group("port")).orElse("");
    return Optional.of(new Endpoint(host, port.equals("443") ? "" : port));
  }

  /** Returns whether the name leads each host to itself. */
  public static boolean isThisHost(String host) {
    return THIS_HOST.matcher(host).matches();
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
