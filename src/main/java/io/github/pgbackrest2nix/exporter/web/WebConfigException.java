package io.github.pgbackrest2nix.exporter.web;

/** A web configuration that cannot be used; the message begins with file and line. */
public final class WebConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  WebConfigException(String message) {
    super(message);
  }
}
