package io.github.pgbackrest2nix.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A shell script that holds processes which cannot outlive the test. The script is the first
 * process of its own process and mount namespaces; it prepares, and calls {@code hold} when all is
 * ready, with {@code chroot} and a folder if its root is to be another. As soon as the test lets go
 * or dies, the script's input ends, the script with it, and the kernel then ends every process that
 * it or anybody else started in there and drops the mounts.
 */
final class Leash implements AutoCloseable {
  private static final String HOLD =
      """
      set -eu
      hold() { exec "$@" /bin/sh -c 'echo ready; exec cat'; }
      """;

  private final Process outside;
  private final ProcessHandle first;

  private Leash(Process outside, ProcessHandle first) {
    this.outside = outside;
    this.first = first;
  }

  /**
   * Starts the script and returns when it holds; its arguments are {@code $1} and so on.
   *
   * @throws AssertionError with what the script said, if it ends before
   */
  static Leash start(String script, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(RequiredTool.find("unshare").toString());
    command.addAll(List.of("--mount", "--pid", "--fork", "--kill-child", "--propagation=private"));
    command.addAll(List.of("--mount-proc", "/bin/bash", "-c", HOLD + script, "leash"));
    command.addAll(List.of(arguments));
    try {
      Process outside = Command.builder(command).redirectErrorStream(true).start();
      // Not closed: it stays open as long as the script's output, which its children may inherit.
      BufferedReader said = outside.inputReader();
      List<String> lines = new ArrayList<>();
      for (String line = said.readLine(); !"ready".equals(line); line = said.readLine()) {
        if (line == null) {
          throw new AssertionError("the script did not hold: " + String.join("\n", lines));
        }
        lines.add(line);
      }
      return new Leash(outside, outside.children().findFirst().orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The script's process. */
  long pid() {
    return first.pid();
  }

  @Override
  public void close() {
    first.destroyForcibly();
    outside.onExit().join();
  }
}
