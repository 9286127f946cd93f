package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The runtime jar as a process of its own, with nothing else on its class path. */
final class ExporterJar {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");
  private static final int OLDEST_JAVA = 17;

  private ExporterJar() {}

  static Path file() {
    return Path.of(System.getProperty("exporter.jar", "target/pgbackrest-metrics.jar"));
  }

  record Outcome(int exit, String out, String err) {}

  /** Returns the Java that runs this test, then every other one that is installed. */
  static List<Path> javas() {
    List<Path> homes = new ArrayList<>();
    homes.add(real(Path.of(System.getProperty("java.home"))));
    if (Files.isDirectory(INSTALLED)) {
      try (Stream<Path> others = Files.list(INSTALLED)) {
        others
            .sorted()
            .filter(ExporterJar::isRecentJava)
            .map(ExporterJar::real)
            .forEach(homes::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return homes.stream().distinct().map(home -> home.resolve("bin/java")).toList();
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRecentJava(Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(release)) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION=\""))
          .map(line -> line.replaceAll("^\\D+(\\d+).*", "$1"))
          .anyMatch(major -> Integer.parseInt(major) >= OLDEST_JAVA);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the jar in the folder, which is the working directory. */
  static Outcome run(Path java, Path folder, List<String> jvmOptions, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(jvmOptions);
    command.add("-jar");
    command.add(file().toAbsolutePath().toString());
    command.addAll(arguments);
    return run(folder, command);
  }

  static Outcome run(Path folder, List<String> command) throws IOException, InterruptedException {
    Path out = folder.resolve("stdout.txt");
    Path err = folder.resolve("stderr.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " did not end: " + Files.readString(err));
    }
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
