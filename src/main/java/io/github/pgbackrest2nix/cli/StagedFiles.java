package io.github.pgbackrest2nix.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
 * Files on their way into a directory: written under temporary names, then all renamed. If a rename
 * fails, those before it are undone. Whatever happens, no temporary file is left.
 */
final class StagedFiles implements AutoCloseable {
  private final Path directory;
  private final Path stage;
  private final List<Path> staged = new ArrayList<>();
  private final Deque<Undo> undo = new ArrayDeque<>();
  private boolean undone = true;

  StagedFiles(Path directory) throws IOException {
    this.directory = directory;
    // In the same directory, so that a rename moves within one file system.
    this.stage = Files.createTempDirectory(directory, ".pgbackrest2nix-");
  }

  void add(OutputFile file) throws IOException {
    Path path = stage.resolve(file.path());
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(file.bytes());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    staged.add(path);
  }

  /** Puts all files in place and deletes the obsolete ones; all of it or nothing. */
  void commit(List<String> obsolete) throws IOException {
    try {
      for (String path : obsolete) {
        setAside(directory.resolve(path));
      }
      for (Path path : staged) {
        Path place = directory.resolve(path.getFileName().toString());
        setAside(place);
        Files.move(path, place, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      undoAll(e);
      throw e;
    }
  }

  /** Moves what is there out of the way, so that it can come back. */
  private void setAside(Path place) throws IOException {
    Path aside = stage.resolve(place.getFileName() + ".before");
    boolean existed = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
    if (existed) {
      Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
    }
    undo.push(new Undo(place, aside, existed));
  }

  private void undoAll(IOException cause) {
    for (Undo each : undo) {
      try {
        Files.deleteIfExists(each.place);
        if (each.existed) {
          Files.move(each.aside, each.place, StandardCopyOption.ATOMIC_MOVE);
        }
      } catch (IOException e) {
        cause.addSuppressed(e);
        undone = false;
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (!undone) {
      // The stage holds the only copy of what could not be put back.
      throw new IOException("what was there before is in " + stage);
    }
    try (Stream<Path> left = Files.list(stage)) {
      for (Path path : left.toList()) {
        Files.deleteIfExists(path);
      }
    }
    Files.deleteIfExists(stage);
  }

  private record Undo(Path place, Path aside, boolean existed) {}
}
