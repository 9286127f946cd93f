package io.github.pgbackrest2nix.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files on their way into a directory: written under temporary names, then all renamed. What is not
 * committed to its end is undone. At every moment each place holds its old file or its new one.
 */
final class StagedFiles implements AutoCloseable {
  /** What the names of the directories begin with in which files wait. */
  static final String PREFIX = ".pgbackrest2nix-";

  private final Path directory;
  private final Path stage;
  private final List<Path> staged = new ArrayList<>();
  private final Deque<Undo> undo = new ArrayDeque<>();
  private boolean committed;

  StagedFiles(Path directory) throws IOException {
    this.directory = directory;
    try {
      // In the same directory, so that a rename moves within one file system.
      this.stage = Files.createTempDirectory(directory, PREFIX);
    } catch (AccessDeniedException e) {
      throw Failures.of(directory.toString(), "no permission to write there", e);
    } catch (IOException e) {
      throw Failures.of(directory.toString(), "cannot be written to: " + Failures.reason(e), e);
    }
  }

  void add(OutputFile file) throws IOException {
    Path path = stage.resolve(file.path());
    // With the permissions that every new file gets; createTempFile would make it private.
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(file.bytes());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw Failures.of(
          directory.resolve(file.path()).toString(), "cannot be written: " + Failures.reason(e), e);
    }
    staged.add(path);
  }

  /** Puts all files in place and deletes the obsolete ones; all of it or, once closed, nothing. */
  void commit(List<String> obsolete) throws IOException {
    for (String name : obsolete) {
      Path place = directory.resolve(name);
      remember(place);
      Files.delete(place);
    }
    for (Path path : staged) {
      Path place = directory.resolve(path.getFileName().toString());
      remember(place);
      Files.move(path, place, StandardCopyOption.ATOMIC_MOVE);
    }
    // The renames, too, survive a loss of power.
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
    committed = true;
  }

  /** Keeps what is there under a second name, so that it can come back. */
  private void remember(Path place) throws IOException {
    Path aside = stage.resolve(place.getFileName() + ".before");
    if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(place.toString(), null, "is a directory in a file's place");
    }
    boolean existed = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
    if (existed) {
      keep(place, aside);
    }
    undo.push(new Undo(place, aside, existed));
  }

  private static void keep(Path place, Path aside) throws IOException {
    try {
      Files.createLink(aside, place);
    } catch (FileSystemException | UnsupportedOperationException e) {
      // Not every file system has hard links.
      Files.copy(place, aside, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    }
  }

  @Override
  public void close() throws IOException {
    List<IOException> failures = committed ? List.of() : undoAll();
    if (!failures.isEmpty()) {
      // The stage holds the only copy of what could not be put back.
      IOException failure =
          Failures.of(
              directory.toString(),
              "what was there before is in \"" + stage + "\"",
              failures.get(0));
      failures.forEach(failure::addSuppressed);
      throw failure;
    }
    try (Stream<Path> left = Files.list(stage)) {
      for (Path path : left.toList()) {
        Files.delete(path);
      }
    }
    Files.delete(stage);
  }

  private List<IOException> undoAll() {
    List<IOException> failures = new ArrayList<>();
    for (Undo each : undo) {
      try {
        if (each.existed) {
          Files.move(each.aside, each.place, StandardCopyOption.ATOMIC_MOVE);
        } else {
          Files.deleteIfExists(each.place);
        }
      } catch (IOException e) {
        failures.add(e);
      }
    }
    return failures;
  }

  private record Undo(Path place, Path aside, boolean existed) {}
}
