package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Declaration.DeclaredRepo;
import io.github.pgbackrest2nix.exporter.Declaration.DeclaredStanza;
import io.github.pgbackrest2nix.exporter.HostFacts.ReadyWal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;

/** Reads the files of this host that tell of a stanza. */
final class LocalHost {
  private static final int MAX_LOCK_BYTES = 4096;

  /** Up to so many waiting files, the time of each is looked at. */
  private static final int MAX_TIMES = 10_000;

  private final DeclaredStanza stanza;
  private final long now;
  private final List<String> complaints = new ArrayList<>();

  private LocalHost(DeclaredStanza stanza, long now) {
    this.stanza = stanza;
    this.now = now;
  }

  /**
   * Reads what can be read.
   *
   * @param now Unix time
   */
  static HostFacts read(DeclaredStanza stanza, Optional<Path> lockPath, long now) {
    LocalHost host = new LocalHost(stanza, now);
    Optional<ControlFile> control = host.control();
    return new HostFacts(
        control,
        host.ready(),
        control.isPresent() ? Optional.of(host.archiving()) : Optional.empty(),
        host.spoolErrors(),
        host.lockHolder(lockPath),
        host.drills(lockPath),
        host.complaints);
  }

  private Optional<ControlFile> control() {
    if (stanza.dataDir().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ControlFile.read(stanza.dataDir().get()));
    } catch (IOException e) {
      complain("the control file of the cluster", e);
      return Optional.empty();
    }
  }

  // Without a control file there is no cluster: a restore writes it last.
  private ArchivingCode archiving() {
    try {
      return ArchivingCode.of(
          ServerSettings.read(stanza.dataDir().orElseThrow()),
          stanza.name(),
          stanza.objectives().rpo());
    } catch (IOException e) {
      complain("the settings of PostgreSQL", e);
      return ArchivingCode.NOT_READABLE;
    }
  }

  private Optional<ReadyWal> ready() {
    if (stanza.dataDir().isEmpty()) {
      return Optional.empty();
    }
    Path status = stanza.dataDir().get().resolve("pg_wal/archive_status");
    ReadyWal waiting = ReadyWal.NOTHING;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(status)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.endsWith(StatusFiles.READY)) {
          waiting = and(waiting, file, segmentOf(name));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      complain("the archive status of the cluster", e);
      return Optional.empty();
    }
    return Optional.of(waiting);
  }

  // There may be a million of them, in any order. The first along WAL waits longest.
  private static ReadyWal and(ReadyWal waiting, Path file, Optional<WalSegment> segment)
      throws IOException {
    if (waiting.files() >= MAX_TIMES && !waiting.isFirst(segment)) {
      return waiting.and(Long.MAX_VALUE, segment);
    }
    OptionalLong since = modified(file);
    return since.isPresent() ? waiting.and(since.getAsLong(), segment) : waiting;
  }

  private static Optional<WalSegment> segmentOf(String name) {
    return name.length() == WalSegment.NAME_LENGTH + StatusFiles.READY.length()
        ? WalSegment.parse(name)
        : Optional.empty();
  }

  /**
   * Returns the Unix time of a file's last change, nothing if it is gone: PostgreSQL renames the
   * status file of a segment as soon as that is archived.
   */
  static OptionalLong modified(Path file) throws IOException {
    try {
      return OptionalLong.of(Files.getLastModifiedTime(file).toMillis() / 1000);
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  private OptionalLong spoolErrors() {
    if (stanza.spoolPath().isEmpty()) {
      return OptionalLong.empty();
    }
    Path out = stanza.spoolPath().get().resolve("archive/" + stanza.name() + "/out");
    long errors = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(out, "*.error")) {
      for (Path file : files) {
        errors += file.toString().isEmpty() ? 0 : 1;
      }
    } catch (NoSuchFileException e) {
      return OptionalLong.of(0); // nothing was ever archived asynchronously
    } catch (IOException | DirectoryIteratorException e) {
      complain("the spool", e);
      return OptionalLong.empty();
    }
    return OptionalLong.of(errors);
  }

  /**
   * Returns what pgBackRest calls the run in the stanza's lock files, which stay behind when it
   * ends. Up to 2.52 there is one, later one for each repository.
   */
  private String lockHolder(Optional<Path> lockPath) {
    if (lockPath.isEmpty()) {
      return "";
    }
    Set<String> runs = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(lockPath.get())) {
      for (Path file : files) {
        if (isLock(file.getFileName().toString())) {
          runs.add(runIn(file));
        }
      }
    } catch (NoSuchFileException e) {
      return ""; // nothing has run since the host was started
    } catch (IOException | DirectoryIteratorException e) {
      complain("the lock", e);
      return "";
    }
    return String.join(" ", runs).strip();
  }

  private boolean isLock(String name) {
    String own = stanza.name() + "-backup";
    String rest = name.startsWith(own) ? name.substring(own.length()) : "";
    return rest.matches("(-[0-9]+)?\\.lock");
  }

  private static String runIn(Path file) throws IOException {
    try {
      byte[] text = Files.newInputStream(file).readNBytes(MAX_LOCK_BYTES);
      try (JsonCursor json = new JsonCursor(new ByteArrayInputStream(text))) {
        return FlatObject.read(json, "lock", Set.of()).text("execId").orElse("");
      }
    } catch (NoSuchFileException | JacksonException e) {
      return ""; // between two runs, or just being written
    }
  }

  private SortedMap<Integer, DrillResult> drills(Optional<Path> lockPath) {
    SortedMap<Integer, DrillResult> drills = new TreeMap<>();
    for (DeclaredRepo repo : stanza.repos()) {
      if (repo.restoreDrill().isPresent()) {
        drill(repo.key(), repo.restoreDrill().get(), lockPath)
            .ifPresent(drill -> drills.put(repo.key(), drill));
      }
    }
    return drills;
  }

  private Optional<DrillResult> drill(int repo, Path result, Optional<Path> lockPath) {
    String unit = result.getFileName().toString().replaceFirst("\\.json$", "");
    try {
      return DrillResult.read(result, lockPath.map(path -> path.resolve(unit + ".running")), now);
    } catch (IOException e) {
      complain("how the restore drill of repository " + repo + " went", e);
      return Optional.of(DrillResult.unreadable(now));
    }
  }

  private void complain(String what, Exception e) {
    Throwable cause = e instanceof DirectoryIteratorException ? e.getCause() : e;
    complaints.add(
        "cannot read "
            + what
            + " of stanza \""
            + stanza.name()
            + "\": "
            + (cause instanceof IOException each ? Messages.reason(each) : e.toString()));
  }
}
