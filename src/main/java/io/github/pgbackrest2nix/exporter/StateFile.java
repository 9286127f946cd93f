package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Remembered.Success;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The memory of the collector between two runs, format version 1. */
final class StateFile {
  private static final int FORMAT_VERSION = 1;
  private static final int MAX_BYTES = 4 << 20;

  private StateFile() {}

  /**
   * Returns what the file remembers, nothing if it does not exist.
   *
   * @throws IOException if it cannot be read or is not a state file; the message says why
   */
  static Remembered read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] text = in.readNBytes(MAX_BYTES);
      try (JsonCursor json = new JsonCursor(new ByteArrayInputStream(text))) {
        return state(json);
      }
    } catch (NoSuchFileException e) {
      return Remembered.NOTHING;
    } catch (JacksonException e) {
      throw new IOException("not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Remembered state(JsonCursor json) throws IOException {
    OptionalLong version = OptionalLong.empty();
    Map<RepoId, Success> successes = new TreeMap<>();
    if (json.enterObject()) {
      while (json.nextField()) {
        switch (json.field()) {
          case "version" -> version = json.integer();
          case "repositories" -> successes(json, successes);
          default -> json.skip();
        }
      }
    }
    if (version.isEmpty() || version.getAsLong() != FORMAT_VERSION) {
      throw new IOException("not a state file of format version " + FORMAT_VERSION);
    }
    return Remembered.of(successes);
  }

  private static void successes(JsonCursor json, Map<RepoId, Success> successes)
      throws IOException {
    if (json.enterList()) {
      while (json.nextItem()) {
        success(json, successes);
      }
    }
  }

  private static void success(JsonCursor json, Map<RepoId, Success> successes) throws IOException {
    Optional<String> stanza = Optional.empty();
    Map<String, Long> numbers = new TreeMap<>();
    if (json.enterObject()) {
      while (json.nextField()) {
        String field = json.field();
        if (field.equals("stanza")) {
          stanza = json.text();
        } else {
          OptionalLong value = json.integer();
          if (value.isPresent()) {
            numbers.put(field, value.getAsLong());
          }
        }
      }
    }
    Long repo = numbers.get("repo");
    Long at = numbers.get("at");
    Long count = numbers.get("count");
    if (stanza.isEmpty() || repo == null || at == null || count == null) {
      throw new IOException("a repository without \"stanza\", \"repo\", \"at\" or \"count\"");
    }
    successes.put(
        new RepoId(stanza.get(), repo.intValue()), new Success(at, facts(count, numbers)));
  }

  private static RepoFacts facts(long count, Map<String, Long> numbers) {
    return new RepoFacts(
        find(numbers, "last_full"),
        find(numbers, "last_diff"),
        find(numbers, "last_incr"),
        count,
        find(numbers, "size"),
        find(numbers, "newest_size"));
  }

  private static OptionalLong find(Map<String, Long> numbers, String name) {
    Long value = numbers.get(name);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** Replaces the file. */
  static void write(Path file, Remembered remembered) throws IOException {
    AtomicFile.write(file, text(remembered), PosixFilePermissions.fromString("rw-------"));
  }

  private static byte[] text(Remembered remembered) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json =
        new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeNumberProperty("version", FORMAT_VERSION);
      json.writeArrayPropertyStart("repositories");
      for (Map.Entry<RepoId, Success> success : remembered.successes().entrySet()) {
        write(json, success.getKey(), success.getValue());
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, RepoId id, Success success) {
    RepoFacts facts = success.facts();
    json.writeStartObject();
    json.writeStringProperty("stanza", id.stanza());
    json.writeNumberProperty("repo", id.key());
    json.writeNumberProperty("at", success.at());
    json.writeNumberProperty("count", facts.count());
    write(json, "last_full", facts.lastFull());
    write(json, "last_diff", facts.lastDiff());
    write(json, "last_incr", facts.lastIncr());
    write(json, "size", facts.size());
    write(json, "newest_size", facts.newestSize());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, OptionalLong value) {
    if (value.isPresent()) {
      json.writeNumberProperty(name, value.getAsLong());
    }
  }
}
