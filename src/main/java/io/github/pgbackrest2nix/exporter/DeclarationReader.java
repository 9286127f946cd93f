package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Declaration.DeclaredRepo;
import io.github.pgbackrest2nix.exporter.Declaration.DeclaredStanza;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * Reads {@code declaration.json}, format version 1:
 *
 * <pre>
 * {"version": 1, "hostname": "forge",
 *  "stanzas": [{"name": "main", "repos": [{"key": 1, "name": "nas"}]}]}
 * </pre>
 *
 * Unknown fields are ignored, for later generators may write more; anything else is refused, for a
 * declaration that is read by halves is silent about what it lost.
 */
final class DeclarationReader {
  private static final long FORMAT_VERSION = 1;
  private static final int MAX_REPO_KEY = 256;

  private final JsonCursor json;

  private DeclarationReader(JsonCursor json) {
    this.json = json;
  }

  /**
   * Reads a whole declaration.
   *
   * @throws IOException if it is not one; the message says why
   */
  static Declaration read(InputStream text) throws IOException {
    try (JsonCursor json = new JsonCursor(text)) {
      Declaration declaration = new DeclarationReader(json).declaration();
      require(json.isAtEnd(), "something follows the closing brace");
      return declaration;
    } catch (JacksonException e) {
      throw new IOException("not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  private Declaration declaration() throws IOException {
    require(json.enterObject(), "not a JSON object");
    OptionalLong version = OptionalLong.empty();
    Optional<String> hostname = Optional.empty();
    List<DeclaredStanza> stanzas = new ArrayList<>();
    while (json.nextField()) {
      switch (json.field()) {
        case "version" -> version = json.integer();
        case "hostname" -> hostname = json.text();
        case "stanzas" -> stanzas(stanzas);
        default -> json.skip();
      }
    }
    require(version.isPresent(), "\"version\" is missing or not an integer");
    require(
        version.getAsLong() == FORMAT_VERSION,
        "format version " + version.getAsLong() + " is unknown, only version 1 can be read");
    require(!stanzas.isEmpty(), "\"stanzas\" is missing, not a list, or empty");
    return new Declaration(requireText(hostname, "\"hostname\""), stanzas);
  }

  private void stanzas(List<DeclaredStanza> stanzas) throws IOException {
    Set<String> seen = new HashSet<>();
    if (json.enterList()) {
      while (json.nextItem()) {
        DeclaredStanza stanza = stanza("stanzas[" + stanzas.size() + "]");
        require(seen.add(stanza.name()), "stanza \"" + stanza.name() + "\" is declared twice");
        stanzas.add(stanza);
      }
    }
  }

  private DeclaredStanza stanza(String place) throws IOException {
    require(json.enterObject(), place + " is not an object");
    Optional<String> name = Optional.empty();
    List<DeclaredRepo> repos = new ArrayList<>();
    while (json.nextField()) {
      switch (json.field()) {
        case "name" -> name = json.text();
        case "repos" -> repos(repos, place);
        default -> json.skip();
      }
    }
    require(!repos.isEmpty(), "\"repos\" of " + place + " is missing, not a list, or empty");
    return new DeclaredStanza(requireText(name, "\"name\" of " + place), repos);
  }

  private void repos(List<DeclaredRepo> repos, String stanza) throws IOException {
    Set<Integer> seen = new HashSet<>();
    if (json.enterList()) {
      while (json.nextItem()) {
        DeclaredRepo repo = repo(stanza + ".repos[" + repos.size() + "]");
        require(seen.add(repo.key()), stanza + " declares repository " + repo.key() + " twice");
        repos.add(repo);
      }
    }
  }

  private DeclaredRepo repo(String place) throws IOException {
    require(json.enterObject(), place + " is not an object");
    OptionalLong key = OptionalLong.empty();
    Optional<String> name = Optional.empty();
    while (json.nextField()) {
      switch (json.field()) {
        case "key" -> key = json.integer();
        case "name" -> name = json.text();
        default -> json.skip();
      }
    }
    require(
        key.isPresent() && key.getAsLong() >= 1 && key.getAsLong() <= MAX_REPO_KEY,
        "\"key\" of " + place + " is missing or not an integer from 1 to " + MAX_REPO_KEY);
    return new DeclaredRepo((int) key.getAsLong(), requireText(name, "\"name\" of " + place));
  }

  private static String requireText(Optional<String> value, String what) throws IOException {
    return value
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> new IOException(what + " is missing, not a string, or blank"));
  }

  private static void require(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }
}
