package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A child process and everything that came of it.
 *
 * <p>Java can neither start a process group nor signal one, and a grandchild whose parent has died
 * is nobody's descendant any more. So the child is given an environment variable of its own, which
 * its offspring inherits and {@code /proc} tells.
 */
final class ProcessTree {
  // pgBackRest warns of unknown variables that begin with its own name.
  private static final String VARIABLE = "BACKUP_METRICS_CHILD";
  private static final Path PROC = Path.of("/proc");
  private static final int ROUNDS = 20;
  private static final long ROUND_MILLIS = 100;

  private final Process root;
  private final String mark;

  private ProcessTree(Process root, String mark) {
    this.root = root;
    this.mark = mark;
  }

  static ProcessTree start(ProcessBuilder builder) throws IOException {
    String value = ProcessHandle.current().pid() + "-" + System.nanoTime();
    builder.environment().put(VARIABLE, value);
    return new ProcessTree(builder.start(), VARIABLE + "=" + value);
  }

  Process root() {
    return root;
  }

  /**
   * Kills all of it at once, and again what was born meanwhile. A process that hangs in the kernel,
   * on a dead mount say, dies when the kernel lets go of it: this is not waited for.
   */
  void kill() throws InterruptedException {
    List<ProcessHandle> alive = alive();
    for (int round = 0; round < ROUNDS && !alive.isEmpty(); round++) {
      // Parents first: a dead one starts no more children.
      alive.forEach(ProcessHandle::destroyForcibly);
      for (ProcessHandle process : alive) {
        awaitEnd(process);
      }
      alive = alive();
    }
  }

  private static void awaitEnd(ProcessHandle process) throws InterruptedException {
    try {
      process.onExit().get(ROUND_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return; // the next round tries again
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for a process cannot fail", e);
    }
  }

  private List<ProcessHandle> alive() {
    List<ProcessHandle> found = new ArrayList<>();
    if (root.isAlive()) {
      found.add(root.toHandle());
    }
    root.descendants().filter(ProcessHandle::isAlive).forEach(found::add);
    for (ProcessHandle process : marked()) {
      if (!found.contains(process)) {
        found.add(process);
      }
    }
    return found;
  }

  private List<ProcessHandle> marked() {
    List<ProcessHandle> found = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (isMarked(process)) {
          Optional<ProcessHandle> handle =
              ProcessHandle.of(Long.parseLong(process.getFileName().toString()));
          handle.filter(ProcessHandle::isAlive).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      return List.of(); // no /proc: the descendants are all that can be found
    }
    return found;
  }

  private boolean isMarked(Path process) {
    try {
      String environment =
          Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
      return ("\0" + environment).contains("\0" + mark + "\0");
    } catch (IOException e) {
      return false; // ended meanwhile, or another user's and so none of ours
    }
  }
}
