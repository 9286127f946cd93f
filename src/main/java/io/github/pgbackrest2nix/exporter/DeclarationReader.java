package io.github.pgbackrest2nix.exporter;

import static io.github.pgbackrest2nix.exporter.DeclaredValues.find;
import static io.github.pgbackrest2nix.exporter.DeclaredValues.require;
import static io.github.pgbackrest2nix.exporter.DeclaredValues.requireText;

import io.github.pgbackrest2nix.exporter.Declaration.DeclaredJob;
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
 *  "jobs": [{"unit": "pgbackrest-check.service", "stanza": "main", "result": "/var/lib/jobs/check"}],
 *  "stanzas": [{
 *    "name": "main", "dataDir": "/var/lib/postgresql/16/main", "spoolPath": "/var/spool/pgbackrest",
 *    "objectives": {"rpo": 300, "rto": 3600, "pitrWindow": 518400, "offsitePitrWindow": 2419200},
 *    "repos": [{
 *      "key": 1, "name": "nas", "type": "posix", "path": "/srv/backup",
 *      "schedule": {"full": ["*-*-* 01:00"], "incr": ["*-*-* *:20"]},
 *      "maxAge": {"full": 90000, "incr": 7200},
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
  private final DeclaredValues values;

  private DeclarationReader(JsonCursor json) {
    this.json = json;
    this.values = new DeclaredValues(json);
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
    List<DeclaredJob> jobs = new ArrayList<>();
    List<DeclaredStanza> stanzas = new ArrayList<>();
    while (json.nextField()) {
      switch (json.field()) {
        case "version" -> version = version();
        case "hostname" -> hostname = json.text();
        case "lockPath" -> lockPath = Optional.of(values.path("the declaration"));
        case "jobs" -> jobs(jobs);
        case "stanzas" -> stanzas(stanzas);
        default -> throw values.unknown("the declaration");
      }
    }
    require(version.isPresent(), "\"version\" is missing or not an integer");
    require(!stanzas.isEmpty(), "\"stanzas\" is missing, not a list, or empty");
    return new Declaration(requireText(hostname, "\"hostname\""), lockPath, jobs, stanzas);
  }

  // At once: what a later version means by its keys is not to be complained of.
  private OptionalLong version() throws IOException {
    OptionalLong version = json.integer();
    require(
        version.isEmpty() || version.getAsLong() == FORMAT_VERSION,
        "format version " + version.orElse(0) + " is unknown, only version 1 can be read");
    return version;
  }

  private void jobs(List<DeclaredJob> jobs) throws IOException {
    Set<String> seen = new HashSet<>();
    require(json.enterList(), "\"jobs\" is not a list");
    while (json.nextItem()) {
      DeclaredJob job = job("jobs[" + jobs.size() + "]");
      require(seen.add(job.unit()), "job \"" + job.unit() + "\" is declared twice");
      jobs.add(job);
    }
  }

  private DeclaredJob job(String place) throws IOException {
    require(json.enterObject(), place + " is not an object");
    Optional<String> unit = Optional.empty();
    Optional<String> stanza = Optional.empty();
    Optional<Path> result = Optional.empty();
    while (json.nextField()) {
      switch (json.field()) {
        case "unit" -> unit = json.text();
        case "stanza" -> stanza = Optional.of(requireText(json.text(), "\"stanza\" of " + place));
        case "result" -> result = Optional.of(values.path(place));
        default -> throw values.unknown(place);
      }
    }
    return new DeclaredJob(
        requireText(unit, "\"unit\" of " + place),
        stanza,
        result.orElseThrow(() -> new IOException("\"result\" of " + place + " is missing")));
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
        case "dataDir" -> dataDir = Optional.of(values.path(place));
        case "spoolPath" -> spoolPath = Optional.of(values.path(place));
        case "objectives" -> objectives = objectives(place + ".objectives");
        case "repos" -> repos(repos, place);
        default -> throw values.unknown(place);
      }
    }
    require(!repos.isEmpty(), "\"repos\" of " + place + " is missing, not a list, or empty");
    return new DeclaredStanza(
        requireText(name, "\"name\" of " + place), dataDir, spoolPath, objectives, repos);
  }

  private Objectives objectives(String place) throws IOException {
    Map<String, Long> promised =
        values.numbers(place, Set.of("rpo", "rto", "pitrWindow", "offsitePitrWindow"));
    return new Objectives(
        find(promised, "rpo"),
        find(promised, "rto"),
        find(promised, "pitrWindow"),
        find(promised, "offsitePitrWindow"));
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
    Optional<Path> path = Optional.empty();
    Map<String, List<String>> schedules = Map.of();
    Map<String, Long> maxAges = Map.of();
    Retention retention = Retention.NONE;
    OptionalLong sizeLimit = OptionalLong.empty();
    Optional<Path> restoreDrill = Optional.empty();
    while (json.nextField()) {
      switch (json.field()) {
        case "key" -> key = json.integer();
        case "name" -> name = json.text();
        case "type" -> type = Optional.of(requireText(json.text(), "\"type\" of " + place));
        case "path" -> path = Optional.of(values.path(place));
        case "schedule" -> schedules = values.texts(place + ".schedule", TYPES);
        case "maxAge" -> maxAges = values.numbers(place + ".maxAge", TYPES);
        case "retention" -> retention = retention(place + ".retention");
        case "sizeLimit" -> sizeLimit = OptionalLong.of(values.number(place));
        case "restoreDrill" -> restoreDrill = Optional.of(values.path(place));
        default -> throw values.unknown(place);
      }
    }
    require(
        key.isPresent() && key.getAsLong() >= 1 && key.getAsLong() <= MAX_REPO_KEY,
        "\"key\" of " + place + " is missing or not an integer from 1 to " + MAX_REPO_KEY);
    return new DeclaredRepo(
        (int) key.getAsLong(),
        requireText(name, "\"name\" of " + place),
        type,
        path,
        new TreeMap<>(schedules),
        new TreeMap<>(maxAges),
        retention,
        sizeLimit,
        restoreDrill);
  }

  private Retention retention(String place) throws IOException {
    require(json.enterObject(), place + " is not an object");
    Set<String> counts = Set.of("full", "fullTime", "diff", "archive");
    Map<String, Long> kept = new TreeMap<>();
    String archiveType = Retention.FULL;
    while (json.nextField()) {
      if (json.field().equals("archiveType")) {
        archiveType = json.text().filter(TYPES::contains).orElse("");
        require(!archiveType.isEmpty(), "\"archiveType\" of " + place + " is no type of backups");
      } else {
        values.number(place, counts, kept);
      }
    }
    return new Retention(
        find(kept, "full"),
        find(kept, "fullTime"),
        find(kept, "diff"),
        find(kept, "archive"),
        archiveType);
  }
}
