package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.StanzaInfo.BackupInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.RepoInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads the JSON of {@code pgbackrest info}. Fields that it does not know are skipped, whatever
 * they hold; without one that it cannot do without, the text is refused.
 */
final class InfoReader {
  private final JsonCursor json;

  private InfoReader(JsonCursor json) {
    this.json = json;
  }

  /**
   * Reads the list of stanzas that the stream begins with.
   *
   * @throws IOException if there is none, or if it lacks something
   * @throws tools.jackson.core.JacksonException if it is not JSON or breaks off
   */
  static List<StanzaInfo> read(InputStream text) throws IOException {
    try (JsonCursor json = new JsonCursor(text)) {
      if (!json.enterList()) {
        throw new IOException("the answer is not a list of stanzas");
      }
      InfoReader reader = new InfoReader(json);
      List<StanzaInfo> stanzas = new ArrayList<>();
      while (json.nextItem()) {
        stanzas.add(reader.stanza());
      }
      return stanzas;
    }
  }

  private StanzaInfo stanza() throws IOException {
    Optional<String> name = Optional.empty();
    Optional<Status> status = Optional.empty();
    List<RepoInfo> repos = new ArrayList<>();
    List<BackupInfo> backups = new ArrayList<>();
    if (json.enterObject()) {
      while (json.nextField()) {
        switch (json.field()) {
          case "name" -> name = json.text();
          case "status" -> status = Optional.of(status());
          case "repo" -> repos(repos);
          case "backup" -> backups(backups);
          default -> json.skip();
        }
      }
    }
    return new StanzaInfo(
        name.orElseThrow(() -> lacks("stanza", "name")),
        status.orElseThrow(() -> lacks("stanza", "status")),
        repos,
        backups);
  }

  private void repos(List<RepoInfo> repos) throws IOException {
    if (json.enterList()) {
      while (json.nextItem()) {
        repos.add(repo());
      }
    }
  }

  private RepoInfo repo() throws IOException {
    OptionalInt key = OptionalInt.empty();
    Optional<String> cipher = Optional.empty();
    Optional<Status> status = Optional.empty();
    if (json.enterObject()) {
      while (json.nextField()) {
        switch (json.field()) {
          case "key" -> key = smallInteger();
          case "cipher" -> cipher = json.text();
          case "status" -> status = Optional.of(status());
          default -> json.skip();
        }
      }
    }
    return new RepoInfo(
        key.orElseThrow(() -> lacks("repository", "key")),
        cipher.orElse(""),
        status.orElseThrow(() -> lacks("repository", "status")));
  }

  private Status status() throws IOException {
    OptionalInt code = OptionalInt.empty();
    Optional<String> message = Optional.empty();
    if (json.enterObject()) {
      while (json.nextField()) {
        switch (json.field()) {
          case "code" -> code = smallInteger();
          case "message" -> message = json.text();
          default -> json.skip();
        }
      }
    }
    return new Status(code.orElseThrow(() -> lacks("status", "code")), message.orElse(""));
  }

  private void backups(List<BackupInfo> backups) throws IOException {
    if (json.enterList()) {
      while (json.nextItem()) {
        backups.add(backup());
      }
    }
  }

  private BackupInfo backup() throws IOException {
    OptionalLong repoKey = OptionalLong.empty();
    Optional<String> label = Optional.empty();
    Optional<String> type = Optional.empty();
    OptionalLong stop = OptionalLong.empty();
    OptionalLong repoDelta = OptionalLong.empty();
    if (json.enterObject()) {
      while (json.nextField()) {
        switch (json.field()) {
          case "database" -> repoKey = integerAt("repo-key");
          case "label" -> label = json.text();
          case "type" -> type = json.text();
          case "timestamp" -> stop = integerAt("stop");
          case "info" -> repoDelta = integerAt("repository", "delta");
          default -> json.skip();
        }
      }
    }
    return new BackupInfo(
        Math.toIntExact(repoKey.orElseThrow(() -> lacks("backup", "database.repo-key"))),
        label.orElseThrow(() -> lacks("backup", "label")),
        type.orElseThrow(() -> lacks("backup", "type")),
        stop.orElseThrow(() -> lacks("backup", "timestamp.stop")),
        repoDelta);
  }

  /** Reads the integer that these keys lead to, and skips everything beside it. */
  private OptionalLong integerAt(String... keys) {
    return integerAt(keys, 0);
  }

  private OptionalLong integerAt(String[] keys, int depth) {
    if (depth == keys.length) {
      return json.integer();
    }
    OptionalLong found = OptionalLong.empty();
    if (json.enterObject()) {
      while (json.nextField()) {
        if (json.field().equals(keys[depth])) {
          found = integerAt(keys, depth + 1);
        } else {
          json.skip();
        }
      }
    }
    return found;
  }

  private OptionalInt smallInteger() {
    OptionalLong value = json.integer();
    return value.isPresent() && value.getAsLong() == (int) value.getAsLong()
        ? OptionalInt.of((int) value.getAsLong())
        : OptionalInt.empty();
  }

  private static IOException lacks(String what, String field) {
    return new IOException("a " + what + " in the answer lacks \"" + field + "\"");
  }
}
