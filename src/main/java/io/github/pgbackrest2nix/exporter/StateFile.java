package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.BackupInfo.Sizes;
import io.github.pgbackrest2nix.exporter.Remembered.Running;
import io.github.pgbackrest2nix.exporter.Remembered.Success;
import io.github.pgbackrest2nix.exporter.RepoFacts.LastBackup;
import io.github.pgbackrest2nix.exporter.RepoFacts.TypeFacts;
import io.github.pgbackrest2nix.exporter.StanzaInfo.ArchiveInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.DatabaseInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/** The memory of the collector between two runs, format version 2. */
final class StateFile {
  static final int FORMAT_VERSION = 2;

  private static final int MAX_BYTES = 16 << 20;
  private static final Set<String> LISTS =
      Set.of("repositories", "archives", "running", "wal_checks");

  private StateFile() {}

  /** Replaces the file. */
  static void write(Path file, Remembered remembered) throws IOException {
    AtomicFile.write(
        file,
        out -> StateText.write(remembered, out),
        PosixFilePermissions.fromString("rw-------"));
  }

  /**
   * Returns what the file remembers, nothing if it does not exist.
   *
   * @throws IOException if it cannot be read or is not a state file; the message says why
   */
  static Remembered read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] text = in.readNBytes(MAX_BYTES);
      try (JsonCursor json = new JsonCursor(new ByteArrayInputStream(text))) {
        return remembered(FlatObject.read(json, "state file", LISTS));
      }
    } catch (NoSuchFileException e) {
      return Remembered.NOTHING;
    } catch (JacksonException e) {
      throw new IOException("not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Remembered remembered(FlatObject state) throws IOException {
    if (state.integer("version").orElse(0) != FORMAT_VERSION) {
      throw new IOException("not a state file of format version " + FORMAT_VERSION);
    }
    Map<RepoId, Success> successes = new TreeMap<>();
    for (FlatObject repo : state.list("repositories")) {
      RepoId id = new RepoId(repo.requireText("stanza"), repo.requireSmallInteger("repo"));
      successes.put(id, new Success(repo.requireInteger("at"), facts(repo, id.key())));
    }
    SortedMap<String, Running> running = new TreeMap<>();
    for (FlatObject command : state.list("running")) {
      running.put(
          command.requireText("stanza"),
          new Running(command.requireText("holder"), command.requireInteger("since")));
    }
    SortedMap<RepoId, WalCheck> walChecks = new TreeMap<>();
    for (FlatObject check : state.list("wal_checks")) {
      walChecks.put(
          new RepoId(check.requireText("stanza"), check.requireSmallInteger("repo")),
          new WalCheck(
              check.requireInteger("at"), check.requireInteger("missing"), check.integer("bytes")));
    }
    return new Remembered(new TreeMap<>(successes), running, walChecks);
  }

  private static RepoFacts facts(FlatObject repo, int key) throws IOException {
    SortedMap<String, TypeFacts> types = new TreeMap<>();
    for (String type : RepoFacts.TYPES) {
      types.put(type, typeFacts(repo, "types." + type));
    }
    List<ArchiveInfo> archives = new ArrayList<>();
    for (FlatObject archive : repo.list("archives")) {
      archives.add(
          new ArchiveInfo(
              key,
              archive.requireSmallInteger("database_id"),
              archive.requireText("id"),
              archive.text("min"),
              archive.text("max")));
    }
    return new RepoFacts(
        types,
        repo.requireInteger("count"),
        repo.integer("size"),
        repo.integer("newest_size"),
        repo.integer("pitr_oldest"),
        repo.requireText("cipher"),
        database(repo, key),
        archives,
        unarchived(repo));
  }

  private static Optional<DatabaseInfo> database(FlatObject repo, int key) throws IOException {
    if (repo.integer("database.id").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new DatabaseInfo(
            key,
            repo.requireSmallInteger("database.id"),
            repo.requireText("database.system_id"),
            repo.requireText("database.version")));
  }

  private static Optional<Unarchived> unarchived(FlatObject repo) throws IOException {
    if (repo.integer("unarchived.segments").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Unarchived(
            repo.requireInteger("unarchived.segments"),
            repo.requireInteger("unarchived.seconds"),
            repo.integer("unarchived.since")));
  }

  private static TypeFacts typeFacts(FlatObject repo, String name) throws IOException {
    return new TypeFacts(
        repo.requireInteger(name + ".present"),
        repo.integer(name + ".present_for_system"),
        last(repo, name + ".last"));
  }

  private static Optional<LastBackup> last(FlatObject repo, String name) throws IOException {
    if (repo.integer(name + ".stop").isEmpty()) {
      return Optional.empty();
    }
    Sizes sizes =
        new Sizes(
            repo.integer(name + ".size"),
            repo.integer(name + ".delta"),
            repo.integer(name + ".repo_size"),
            repo.integer(name + ".repo_delta"),
            repo.integer(name + ".repo_size_map"),
            repo.integer(name + ".repo_delta_map"));
    return Optional.of(
        new LastBackup(
            repo.integer(name + ".start"),
            repo.requireInteger(name + ".stop"),
            sizes,
            repo.bool(name + ".error")));
  }
}
