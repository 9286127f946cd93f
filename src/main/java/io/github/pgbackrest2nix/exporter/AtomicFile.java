package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Replaces files as a whole: a reader sees the old content or the new, never a part. */
final class AtomicFile {
  private AtomicFile() {}

  /** Writes to the disk before the name changes hands; leaves nothing behind on failure. */
  static void write(Path file, byte[] content, Set<PosixFilePermission> permissions)
      throws IOException {
    Path temporary = temporaryFor(file);
    try {
      Files.deleteIfExists(temporary);
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS)) {
        Files.setPosixFilePermissions(temporary, permissions);
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      removeAfter(e, temporary);
      throw e;
    }
  }

  // In the same directory, for a rename is atomic only within a file system; node_exporter reads
  // whatever ends in ".prom". Files.createTempFile would do, but its secure random number costs
  // more start-up time than the whole rest of this class.
  private static Path temporaryFor(Path file) {
    String name = "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp";
    return file.resolveSibling(name);
  }

  private static void removeAfter(IOException failure, Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
