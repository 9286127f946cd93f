package io.github.pgbackrest2nix.render;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.diagnostic.Checked;
import io.github.pgbackrest2nix.source.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A description in the folder {@code examples}, and what becomes of it.
 *
 * @param name of its folder, and of the description in it
 */
record Example(String name) {
  private static final Path EXAMPLES = Path.of("examples");

  /** Returns the examples by name. */
  static List<Example> all() {
    try (Stream<Path> folders = Files.list(EXAMPLES)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> new Example(folder.getFileName().toString()))
          .sorted((one, other) -> one.name.compareTo(other.name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Example forge() {
    return new Example("forge");
  }

  Path folder() {
    return EXAMPLES.resolve(name);
  }

  Path file() {
    return folder().resolve(name + ".yaml");
  }

  String text() {
    try {
      return Files.readString(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what the compiler says to this text under the example's name. */
  Checked<List<RenderedFile>> compile(String text) {
    return new Compiler().compile(new SourceText(file().toString(), text), origin(text));
  }

  /** Returns the files of the output by path, for a host that has the runtime jar as a package. */
  SortedMap<String, String> renderForPackage() {
    Compiler compiler = new Compiler();
    SourceText text = new SourceText(file().toString(), text());
    SortedMap<String, String> files = new TreeMap<>();
    compiler
        .render(
            compiler.check(text).value().orElseThrow(),
            origin(text.content()),
            RuntimeJarSource.PACKAGE)
        .forEach(file -> files.put(file.path(), file.content()));
    return files;
  }

  /** Returns the files of the output by path. */
  SortedMap<String, String> render() {
    return render(text());
  }

  /** Returns the files that the text becomes under the example's name. */
  SortedMap<String, String> render(String text) {
    Checked<List<RenderedFile>> result = compile(text);
    SortedMap<String, String> files = new TreeMap<>();
    result
        .value()
        .orElseThrow(() -> new AssertionError(name + " is refused: " + result.diagnostics()))
        .forEach(file -> files.put(file.path(), file.content()));
    return files;
  }

  /** Returns the module in this folder, complete with something in place of the jar. */
  Path write(Path folder) {
    return write(folder, render());
  }

  /** Returns the module of these files. */
  static Path write(Path folder, SortedMap<String, String> files) {
    try {
      Files.createDirectories(folder);
      for (var file : files.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
      Files.writeString(folder.resolve("pgbackrest-metrics.jar"), "a jar\n");
      return folder.resolve("default.nix");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Origin origin(String text) {
    return new Origin(name + ".yaml", sha256(text), version());
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream stream =
        Objects.requireNonNull(
            Compiler.class.getResourceAsStream("/io/github/pgbackrest2nix/version.properties"))) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Objects.requireNonNull(properties.getProperty("version"));
  }

  @Override
  public String toString() {
    return name;
  }
}
