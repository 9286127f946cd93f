package io.github.pgbackrest2nix.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files that the arguments of a command come to, each once, whatever names it has. */
final class InputFiles {
  /** How a file came to be one of them; what comes later here wins where it came in two ways. */
  private enum Way {
    FOLDER,
    NAMED,
    STANDARD_INPUT
  }

  /**
   * One file.
   *
   * @param name as {@link InputFile} takes it
   * @param folder the argument that it was found below, unless it was asked for by name
   */
  record Input(String name, Optional<String> folder) {}

  private record Candidate(Way way, Input input) {
    Candidate or(Candidate later) {
      return later.way.compareTo(way) > 0 ? later : this;
    }
  }

  private final String standardInputName;
  private final Map<Path, Candidate> candidates = new LinkedHashMap<>();
  private final List<IOException> failures = new ArrayList<>();

  private InputFiles(String standardInputName) {
    this.standardInputName = standardInputName;
  }

  /**
   * Looks for the files.
   *
   * @param arguments files, folders, and {@code -} for standard input
   */
  static InputFiles find(List<String> arguments, String standardInputName) {
    InputFiles found = new InputFiles(standardInputName);
    for (String argument : arguments) {
      try {
        found.add(argument);
      } catch (IOException e) {
        found.failures.add(e);
      }
    }
    return found;
  }

  /** Returns the files in the order of the arguments, and below a folder by their paths. */
  List<Input> all() {
    return candidates.values().stream().map(Candidate::input).toList();
  }

  /** Returns why some arguments come to nothing. */
  List<IOException> failures() {
    return List.copyOf(failures);
  }

  private void add(String argument) throws IOException {
    if (argument.equals(InputFile.STANDARD_INPUT)) {
      // The text that an editor has of a file stands for the file.
      add(
          Way.STANDARD_INPUT,
          InputFile.path(standardInputName),
          new Input(argument, Optional.empty()));
      return;
    }
    Path path = InputFile.path(argument);
    if (!Files.isDirectory(path)) {
      add(Way.NAMED, path, new Input(argument, Optional.empty()));
      return;
    }
    YamlFolder folder = YamlFolder.read(path);
    failures.addAll(folder.failures());
    if (folder.files().isEmpty()) {
      throw new FileSystemException(
          argument,
          null,
          "no description is in this folder: no file below it ends in .yaml or .yml");
    }
    for (Path file : folder.files()) {
      // What programs make of "./a.yaml" differs, and of "a.yaml" it does not.
      Path shown = argument.equals(".") ? path.relativize(file) : file;
      add(Way.FOLDER, file, new Input(shown.toString(), Optional.of(argument)));
    }
  }

  private void add(Way way, Path path, Input input) {
    candidates.merge(identity(path), new Candidate(way, input), Candidate::or);
  }

  /** Returns the path that all names of a file have in common. */
  private static Path identity(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      // Reading it will say what is wrong with it.
      return path.toAbsolutePath().normalize();
    }
  }
}
