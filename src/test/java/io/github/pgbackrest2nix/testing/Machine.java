package io.github.pgbackrest2nix.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A throw-away file system with processes of its own, over one of the installed roots. Nothing that
 * happens in it outlives it: not its processes, also when the test dies, and not its files.
 */
public interface Machine extends AutoCloseable {

  /** A process id whose namespaces and root directory are those of the machine. */
  long pid();

  /** The command that runs the given one inside, as root. */
  List<String> entering(List<String> command);

  @Override
  void close();

  /** Runs a command as root. */
  default Outcome run(String... command) {
    return Command.of(entering(List.of(command))).run();
  }

  /** Runs a command as a user of the machine, with that user's groups. */
  default Outcome runAs(String user, List<String> command) {
    List<String> whole =
        new ArrayList<>(
            List.of("setpriv", "--reuid", user, "--regid", user, "--init-groups", "--"));
    whole.addAll(command);
    return Command.of(entering(whole)).run();
  }

  /**
   * Where the test finds a file of the machine. Absolute symbolic links on the way would lead out
   * of it: name the place itself.
   */
  default Path path(String absolute) {
    return Path.of("/proc/" + pid() + "/root" + absolute);
  }

  /** Writes a text file, readable by all, with the folders above it. */
  default void write(String absolute, String text) {
    Path file = path(absolute);
    try {
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  default String read(String absolute) {
    try {
      return Files.readString(path(absolute));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
