package io.github.pgbackrest2nix.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The real Nix, evaluating without a daemon, a store or any write outside of a scratch directory.
 */
public final class NixEval {
  private static final long TIMEOUT_SECONDS = 120;

  private final Path program = RequiredTool.find("nix-instantiate");
  private final Path scratch;

  /** Creates an evaluator that keeps its state in the directory, which must exist. */
  public NixEval(Path scratch) {
    this.scratch = scratch;
  }

  /**
   * What Nix said.
   *
   * @param exit 0 if it understood
   */
  public record Answer(int exit, String out, String err) {
    /** Returns the texts of the files that the evaluated packages write, by their store paths. */
    public SortedMap<String, String> written() {
      SortedMap<String, String> files = new TreeMap<>();
      err.lines()
          .filter(line -> line.startsWith("trace: {"))
          .map(line -> (Map<?, ?>) Objects.requireNonNull(Json.read(line.substring(7))))
          .forEach(file -> files.put("" + file.get("written"), "" + file.get("text")));
      return files;
    }

    /** Returns the output; throws if Nix refused, with its reasons. */
    public String require() {
      if (exit != 0) {
        throw new AssertionError("nix-instantiate failed (" + exit + "):\n" + err);
      }
      return out;
    }
  }

  /** Parses the file without evaluating it. */
  public Answer parse(Path file) {
    return run(List.of("--parse", file.toString()));
  }

  /** Returns the value of the file as JSON, all of it evaluated. */
  public Answer evaluate(Path file, Map<String, String> arguments) {
    List<String> command = new ArrayList<>(List.of("--eval", "--strict", "--json"));
    arguments.forEach((name, value) -> command.addAll(List.of("--argstr", name, value)));
    command.add(file.toString());
    return run(command);
  }

  /** Returns the value of the expression as JSON, all of it evaluated. */
  public Answer evaluate(String expression) {
    try {
      Path file = Files.createTempFile(scratch, "expression", ".nix");
      Files.writeString(file, expression);
      return evaluate(file, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What the modules define, as data: {@code definitions}, {@code failedAssertions}, {@code
   * warnings}.
   *
   * @param host the host's own configuration, JSON or the path of a module
   */
  public Answer evaluateModules(List<Path> modules, String host) {
    return evaluateModules(modules, host, "");
  }

  /**
   * The same, on a host with another pgBackRest.
   *
   * @param pgBackRest version of the package; empty for that of {@code pkgs.nix}
   */
  public Answer evaluateModules(List<Path> modules, String host, String pgBackRest) {
    String files =
        modules.stream()
            .map(file -> '"' + file.toAbsolutePath().toString() + '"')
            .collect(Collectors.joining(",", "[", "]"));
    return evaluate(
        Path.of("nix/tests/eval-module.nix").toAbsolutePath(),
        Map.of("modules", files, "host", host, "pgbackrest", pgBackRest));
  }

  private Answer run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    try {
      // Output goes to files: nobody has to read two pipes at once.
      Path out = Files.createTempFile(scratch, "nix", ".out");
      Path err = Files.createTempFile(scratch, "nix", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(scratch.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      isolate(builder.environment());
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("nix-instantiate did not end: " + command);
      }
      return new Answer(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void isolate(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith("NIX_"));
    environment.put("HOME", scratch.toString());
    environment.put("XDG_CACHE_HOME", scratch.resolve("cache").toString());
    environment.put("NIX_CONF_DIR", scratch.resolve("conf").toString());
    // A store that holds nothing and is never written.
    environment.put("NIX_REMOTE", "dummy://");
    environment.put("NIX_STATE_DIR", scratch.resolve("state").toString());
    environment.put("LC_ALL", "C.UTF-8");
  }
}
