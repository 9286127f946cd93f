package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.StanzaInfo.ArchiveInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.DatabaseInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.Lock;
import io.github.pgbackrest2nix.exporter.StanzaInfo.RepoInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.RepoProgress;
import io.github.pgbackrest2nix.exporter.StanzaInfo.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the JSON of {@code pgbackrest info}. Fields that it does not know are skipped, whatever
 * they hold; without one that it cannot do without, the text is refused.
 */
final class InfoReader {
  private static final Set<String> NO_LISTS = Set.of();
  private static final String BACKUP_LOCK = "lock.backup";
  private static final String RESTORE_LOCK = "lock.restore";
  private static final String REPOS_OF_LOCK = BACKUP_LOCK + ".repo";

  private final JsonCursor json;

  private InfoReader(JsonCursor json) {
    this.json = json;
  }

  /**
   * Reads the list of stanzas that the stream begins with.
   *
   * @param keep makes of each stanza what is kept of it
   * @throws IOException if there is none, or if it lacks something
   * @throws tools.jackson.core.JacksonException if it is not JSON or breaks off
   */
  static <T> List<T> read(InputStream text, Function<StanzaInfo, T> keep) throws IOException {
    try (JsonCursor json = new JsonCursor(text)) {
      if (!json.enterList()) {
        throw new IOException("the answer is not a list of stanzas");
      }
      InfoReader reader = new InfoReader(json);
      List<T> stanzas = new ArrayList<>();
      while (json.nextItem()) {
        stanzas.add(keep.apply(reader.stanza()));
      }
      return stanzas;
    }
  }

  private StanzaInfo stanza() throws IOException {
    Optional<String> name = Optional.empty();
    Optional<FlatObject> status = Optional.empty();
    List<RepoInfo> repos = new ArrayList<>();
    List<DatabaseInfo> databases = new ArrayList<>();
    List<ArchiveInfo> archives = new ArrayList<>();
    List<BackupInfo> backups = new ArrayList<>();
    if (json.enterObject()) {
      while (json.nextField()) {
        switch (json.field()) {
          case "name" -> name = json.text();
          case "status" ->
              status =
                  Optional.of(FlatObject.read(json, "status in the answer", Set.of(REPOS_OF_LOCK)));
          case "repo" -> list(repos, this::repo);
          case "db" -> list(databases, this::database);
          case "archive" -> list(archives, this::archive);
          case "backup" -> list(backups, () -> BackupReader.read(json));
          default -> json.skip();
        }
      }
    }
    String known = name.orElseThrow(() -> lacks("name"));
    FlatObject state = status.orElseThrow(() -> lacks("status"));
    return new StanzaInfo(
        known,
        status(state, ""),
        lock(state, BACKUP_LOCK),
        lock(state, RESTORE_LOCK),
        repos,
        databases,
        archives,
        backups);
  }

  /** Reads one item of a list. */
  private interface ItemReader<T> {
    T read() throws IOException;
  }

  private <T> void list(List<T> items, ItemReader<T> reader) throws IOException {
    if (json.enterList()) {
      while (json.nextItem()) {
        items.add(reader.read());
      }
    }
  }

  private RepoInfo repo() throws IOException {
    FlatObject repo = FlatObject.read(json, "repository in the answer", NO_LISTS);
    return new RepoInfo(
        repo.requireSmallInteger("key"), repo.text("cipher").orElse(""), status(repo, "status."));
  }

  private DatabaseInfo database() throws IOException {
    FlatObject database = FlatObject.read(json, "database in the answer", NO_LISTS);
    return new DatabaseInfo(
        database.requireSmallInteger("repo-key"),
        database.requireSmallInteger("id"),
        database.requireDigits("system-id"),
        database.text("version").orElse(""));
  }

  private ArchiveInfo archive() throws IOException {
    FlatObject archive = FlatObject.read(json, "archive in the answer", NO_LISTS);
    return new ArchiveInfo(
        archive.requireSmallInteger("database.repo-key"),
        archive.requireSmallInteger("database.id"),
        archive.requireText("id"),
        archive.text("min"),
        archive.text("max"));
  }

  private static Status status(FlatObject object, String prefix) throws IOException {
    return new Status(
        object.requireSmallInteger(prefix + "code"), object.text(prefix + "message").orElse(""));
  }

  private static Optional<Lock> lock(FlatObject status, String name) throws IOException {
    Optional<Boolean> held = status.bool(name + ".held");
    if (held.isEmpty()) {
      return Optional.empty();
    }
    List<RepoProgress> repos = new ArrayList<>();
    for (FlatObject repo : status.list(name + ".repo")) {
      repos.add(
          new RepoProgress(
              repo.requireSmallInteger("key"), repo.integer("size"), repo.integer("size-cplt")));
    }
    return Optional.of(
        new Lock(
            held.get(),
            status.integer(name + ".size"),
            status.integer(name + ".size-cplt"),
            repos));
  }

  private static IOException lacks(String field) {
    return new IOException("a stanza in the answer lacks \"" + field + "\"");
  }
}
