package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.BackupInfo.Sizes;
import io.github.pgbackrest2nix.exporter.Remembered.Success;
import io.github.pgbackrest2nix.exporter.RepoFacts.LastBackup;
import io.github.pgbackrest2nix.exporter.RepoFacts.TypeFacts;
import io.github.pgbackrest2nix.exporter.StanzaInfo.ArchiveInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Writes the text of the state file. */
final class StateText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final JsonGenerator json;

  private StateText(JsonGenerator json) {
    this.json = json;
  }

  /** Writes one line of JSON; the stream stays open. */
  static void write(Remembered remembered, OutputStream out) throws IOException {
    try (JsonGenerator json =
        FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
      new StateText(json).write(remembered);
      json.writeRaw('\n');
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
  }

  private void write(Remembered remembered) {
    json.writeStartObject();
    json.writeNumberProperty("version", StateFile.FORMAT_VERSION);
    json.writeArrayPropertyStart("repositories");
    for (Map.Entry<RepoId, Success> success : remembered.successes().entrySet()) {
      write(success.getKey(), success.getValue());
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("running");
    remembered
        .running()
        .forEach(
            (stanza, running) -> {
              json.writeStartObject();
              json.writeStringProperty("stanza", stanza);
              json.writeStringProperty("holder", running.holder());
              json.writeNumberProperty("since", running.since());
              json.writeEndObject();
            });
    json.writeEndArray();
    json.writeArrayPropertyStart("wal_checks");
    remembered.walChecks().forEach(this::write);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(RepoId id, WalCheck check) {
    json.writeStartObject();
    json.writeStringProperty("stanza", id.stanza());
    json.writeNumberProperty("repo", id.key());
    json.writeNumberProperty("at", check.at());
    json.writeNumberProperty("missing", check.missing());
    if (check.bytes().isPresent()) {
      json.writeNumberProperty("bytes", check.bytes().getAsLong());
    }
    json.writeEndObject();
  }

  private void write(RepoId id, Success success) {
    RepoFacts facts = success.facts();
    json.writeStartObject();
    json.writeStringProperty("stanza", id.stanza());
    json.writeNumberProperty("repo", id.key());
    json.writeNumberProperty("at", success.at());
    json.writeNumberProperty("count", facts.count());
    write("size", facts.size());
    write("newest_size", facts.newestSize());
    write("pitr_oldest", facts.pitrOldest());
    json.writeStringProperty("cipher", facts.cipher());
    facts
        .database()
        .ifPresent(
            database -> {
              json.writeObjectPropertyStart("database");
              json.writeNumberProperty("id", database.id());
              json.writeStringProperty("system_id", database.systemId());
              json.writeStringProperty("version", database.version());
              json.writeEndObject();
            });
    json.writeObjectPropertyStart("types");
    facts.types().forEach(this::write);
    json.writeEndObject();
    writeArchives(facts.archives());
    facts.unarchived().ifPresent(this::write);
    json.writeEndObject();
  }

  private void write(Unarchived lack) {
    json.writeObjectPropertyStart("unarchived");
    json.writeNumberProperty("segments", lack.segments());
    json.writeNumberProperty("seconds", lack.seconds());
    write("since", lack.since());
    json.writeEndObject();
  }

  private void write(String type, TypeFacts facts) {
    json.writeObjectPropertyStart(type);
    json.writeNumberProperty("present", facts.present());
    write("present_for_system", facts.presentForSystem());
    facts.last().ifPresent(this::write);
    json.writeEndObject();
  }

  private void write(LastBackup last) {
    Sizes sizes = last.sizes();
    json.writeObjectPropertyStart("last");
    write("start", last.start());
    json.writeNumberProperty("stop", last.stop());
    write("size", sizes.size());
    write("delta", sizes.delta());
    write("repo_size", sizes.repoSize());
    write("repo_delta", sizes.repoDelta());
    write("repo_size_map", sizes.repoSizeMap());
    write("repo_delta_map", sizes.repoDeltaMap());
    last.error().ifPresent(error -> json.writeBooleanProperty("error", error));
    json.writeEndObject();
  }

  private void writeArchives(List<ArchiveInfo> archives) {
    json.writeArrayPropertyStart("archives");
    for (ArchiveInfo archive : archives) {
      json.writeStartObject();
      json.writeNumberProperty("database_id", archive.databaseId());
      json.writeStringProperty("id", archive.id());
      write("min", archive.min());
      write("max", archive.max());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void write(String name, Optional<String> value) {
    value.ifPresent(text -> json.writeStringProperty(name, text));
  }

  private void write(String name, OptionalLong value) {
    value.ifPresent(number -> json.writeNumberProperty(name, number));
  }
}
