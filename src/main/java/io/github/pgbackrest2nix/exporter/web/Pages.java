package io.github.pgbackrest2nix.exporter.web;

import java.util.Map;
import java.util.function.Function;

/**
 * What can be asked for.
 *
 * @param byPath from the whole path to what answers it, given what the client accepts
 */
public record Pages(Map<String, Function<Preferences, Reply>> byPath) {
  public Pages {
    byPath = Map.copyOf(byPath);
  }

  Reply reply(String method, String path, Preferences accepted) {
    Function<Preferences, Reply> page = byPath.get(path);
    if (page == null) {
      return Reply.line(Reply.NOT_FOUND, "not found", Map.of());
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Reply.line(
          Reply.METHOD_NOT_ALLOWED, "method not allowed", Map.of("Allow", "GET, HEAD"));
    }
    return page.apply(accepted);
  }
}
