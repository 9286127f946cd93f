package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Declaration.DeclaredRepo;
import io.github.pgbackrest2nix.exporter.Declaration.DeclaredStanza;
import io.github.pgbackrest2nix.exporter.Declaration.Objectives;
import io.github.pgbackrest2nix.exporter.Declaration.Retention;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/**
 * Reads {@code declaration.json}, format version 1:
 *
 * <pre>
 * {"version": 1, "hostname": "forge", "lockPath": "/run/pgbackrest",
 *  "stanzas": [{
 *    "name": "main", "dataDir": "/var/lib/postgresql/16/main", "spoolPath": "/var/spool/pgbackrest",
 *    "objectives": {"rpo": 300, "pitrWindow": 518400, "offsitePitrWindow": 2419200},
 *    "repos": [{
 *      "key": 1, "name": "nas", "type": "posix", "maxAge": {"full": 90000, "incr": 7200},
 *      "retention": {"full": 7, "fullTime": 604800, "diff": 4, "archive": 2, "archiveType": "full"},
 *      "sizeLimit": 100000000000, "restoreDrill": "/var/lib/drill.json"}]}]}
 * </pre>
 *
 * Times are seconds, sizes bytes. All but version, hostname, stanzas, names, repos and keys may be
 * left out. Whatever is unknown is refused, for a declaration that is read by halves is silent
 * about what it lost.
 */
final class DeclarationReader {
  private static final long FORMAT_VERSION = 1;
  private static final int MAX_REPO_KEY = 256;
  private static final Set<String> TYPES = Set.of("full", "diff", "incr");

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
    Optional<Path> lockPath = Optional.empty();
    List<DeclaredStanza> stanzas = new ArrayList<>();
    while (json.nextField()) {
      switch (json.field()) {
        case "version" -> version = version();
        case "hostname" -> hostname = json.text();
        case "lockPath" -> lockPath = Optional.of(path("the declaration"));
        case "stanzas" -> stanzas(stanzas);
        default -> throw unknown("the declaration");
      }
    }
    require(version.isPresent(), "\"version\" is missing or not an integer");
    require(!stanzas.isEmpty(), "\"stanzas\" is missing, not a list, or empty");
    return new Declaration(requireText(hostname, "\"hostname\""), lockPath, stanzas);
  }

  // At once: what a later version means by its keys is not to be complained of.
  private OptionalLong version() throws IOException {
    OptionalLong version = json.integer();
    require(
        version.isEmpty() || version.getAsLong() == FORMAT_VERSION,
        "format version " + version.orElse(0) + " is unknown, only version 1 can be read");
    return version;
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
    Optional<Path> dataDir = Optional.empty();
    Optional<Path> spoolPath = Optional.empty();
    Objectives objectives = Objectives.NONE;
    List<DeclaredRepo> repos = new ArrayList<>();
    while (json.nextField()) {
      switch (json.field()) {
        case "name" -> name = json.text();
        case "dataDir" -> dataDir = Optional.of(path(place));
        case "spoolPath" -> spoolPath = Optional.of(path(place));
        case "objectives" -> objectives = objectives(place + ".objectives");
        case "repos" -> repos(repos, place);
        default -> throw unknown(place);
      }
    }
    require(!repos.isEmpty(), "\"repos\" of " + place + " is missing, not a list, or empty");
    return new DeclaredStanza(
        requireText(name, "\"name\" of " + place), dataDir, spoolPath, objectives, repos);
  }

  private Objectives objectives(String place) throws IOException {
    Map<String, Long> values = numbers(place, Set.of("rpo", "pitrWindow", "offsitePitrWindow"));
    return new Objectives(
        find(values, "rpo"), find(values, "pitrWindow"), find(values, "offsitePitrWindow"));
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
    Optional<String> type = Optional.empty();
    Map<String, Long> maxAges = Map.of();
    Retention retention = Retention.NONE;
    OptionalLong sizeLimit = OptionalLong.empty();
    Optional<Path> restoreDrill = Optional.empty();
    while (json.nextField()) {
      switch (json.field()) {
        case "key" -> key = json.integer();
        case "name" -> name = json.text();
        case "type" -> type = Optional.of(requireText(json.text(), "\"type\" of " + place));
        case "maxAge" -> maxAges = numbers(place + ".maxAge", TYPES);
        case "retention" -> retention = retention(place + ".retention");
        case "sizeLimit" -> sizeLimit = OptionalLong.of(number(place));
        case "restoreDrill" -> restoreDrill = Optional.of(path(place));
        default -> throw unknown(place);
      }
    }
    require(
        key.isPresent() && key.getAsLong() >= 1 && key.getAsLong() <= MAX_REPO_KEY,
        "\"key\" of " + place + " is missing or not an integer from 1 to " + MAX_REPO_KEY);
    return new DeclaredRepo(
        (int) key.getAsLong(),
        requireText(name, "\"name\" of " + place),
        type,
        new TreeMap<>(maxAges),
        retention,
        sizeLimit,
        restoreDrill);
  }

  private Retention retention(String place) throws IOException {
    require(json.enterObject(), place + " is not an object");
    Set<String> counts = Set.of("full", "fullTime", "diff", "archive");
    Map<String, Long> values = new TreeMap<>();
    String archiveType = Retention.FULL;
    while (json.nextField()) {
      if (json.field().equals("archiveType")) {
        archiveType = json.text().filter(TYPES::contains).orElse("");
        require(!archiveType.isEmpty(), "\"archiveType\" of " + place + " is no type of backups");
      } else {
        number(place, counts, values);
      }
    }
    return new Retention(
        find(values, "full"),
        find(values, "fullTime"),
        find(values, "diff"),
        find(values, "archive"),
        archiveType);
  }

  private Map<String, Long> numbers(String place, Set<String> names) throws IOException {
    require(json.enterObject(), place + " is not an object");
    Map<String, Long> values = new TreeMap<>();
    while (json.nextField()) {
      number(place, names, values);
    }
    return values;
  }

  private void number(String place, Set<String> names, Map<String, Long> values)
      throws IOException {
    if (!names.contains(json.field())) {
      throw unknown(place);
    }
    values.put(json.field(), number(place));
  }

  private long number(String place) throws IOException {
    String what = "\"" + json.field() + "\" of " + place;
    OptionalLong value = json.integer();
    require(
        value.isPresent() && value.getAsLong() >= 0, what + " is not an integer from 0 upwards");
    return value.getAsLong();
  }

  private Path path(String place) throws IOException {
    String what = "\"" + json.field() + "\" of " + place;
    String path = json.text().orElse("");
    require(path.startsWith("/") && path.indexOf('\0') < 0, what + " is not an absolute path");
    return Path.of(path);
  }

  private IOException unknown(String place) {
    return new IOException("unknown key \"" + json.field() + "\" in " + place);
  }

  private static OptionalLong find(Map<String, Long> values, String name) {
    Long value = values.get(name);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
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
