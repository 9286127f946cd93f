package io.github.pgbackrest2nix.exporter;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Replaces files as a whole: a reader sees the old content or the new, never a part. */
final class AtomicFile {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final String SUFFIX = ".tmp";
  private static final Pattern PROCESS = Pattern.compile("[0-9]{1,18}");

  private AtomicFile() {}

  /** Writes the content of a file, from its beginning to its end. */
  interface Content {
    void write(OutputStream out) throws IOException;
  }

  /**
   * Writes to the disk before the name changes hands; leaves nothing behind on failure, and removes
   * what a process left behind that was killed.
   */
  static void write(Path file, Content content, Set<PosixFilePermission> permissions)
      throws IOException {
    Path temporary = temporaryFor(file);
    removeAbandoned(file);
    try {
      Files.deleteIfExists(temporary);
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS)) {
        Files.setPosixFilePermissions(temporary, permissions);
        OutputStream out =
            new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
        content.write(out);
        out.flush();
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      removeAfter(e, temporary);
      throw e;
    }
  }

  // In the same directory, for a rename is atomic only within a file system; node_exporter reads
  // whatever ends in ".prom". Files.createTempFile would do, but its secure random number costs
  // more start-up time than the whole rest of this class.
  private static Path temporaryFor(Path file) {
    String name = prefixFor(file) + ProcessHandle.current().pid() + SUFFIX;
    return file.resolveSibling(name);
  }

  private static String prefixFor(Path file) {
    return "." + file.getFileName() + ".";
  }

  private static void removeAbandoned(Path file) throws IOException {
    List<Path> abandoned = new ArrayList<>();
    try (DirectoryStream<Path> siblings =
        Files.newDirectoryStream(file.resolveSibling("."), each -> isAbandoned(each, file))) {
      siblings.forEach(abandoned::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    for (Path each : abandoned) {
      Files.deleteIfExists(each);
    }
  }

  /** Whether it is a temporary file of a process that is no more. */
  private static boolean isAbandoned(Path candidate, Path file) {
    String name = candidate.getFileName().toString();
    String prefix = prefixFor(file);
    if (!name.startsWith(prefix) || !name.endsWith(SUFFIX)) {
      return false;
    }
    String between =
        name.substring(prefix.length(), Math.max(prefix.length(), name.length() - SUFFIX.length()));
    return PROCESS.matcher(between).matches()
        && ProcessHandle.of(Long.parseLong(between)).isEmpty();
  }

  private static void removeAfter(Throwable failure, Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
