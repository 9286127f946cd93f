package io.github.pgbackrest2nix.exporter.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What is sent back.
 *
 * @param headers besides those that describe the body
 */
public record Reply(int status, String contentType, Body body, Map<String, String> headers) {
  static final int UNAUTHORIZED = 401;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int INTERNAL_ERROR = 500;
  static final int UNAVAILABLE = 503;

  private static final int OK = 200;
  private static final String PLAIN_TEXT = "text/plain; charset=utf-8";

  public Reply {
    headers = Map.copyOf(headers);
  }

  /** Returns a reply with this content. */
  public static Reply ok(String contentType, Body body) {
    return new Reply(OK, contentType, body, Map.of());
  }

  /** Returns a line of plain text. */
  public static Reply ok(String line) {
    return line(OK, line, Map.of());
  }

  /** Returns the request to come again, after this many seconds. */
  public static Reply unavailable(String line, int seconds) {
    return line(UNAVAILABLE, line, Map.of("Retry-After", Integer.toString(seconds)));
  }

  static Reply line(int status, String line, Map<String, String> headers) {
    byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
    return new Reply(status, PLAIN_TEXT, new Body(text), headers);
  }
}
