package io.github.pgbackrest2nix.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The directory that the output is written to. A list of what was written, {@value #LIST}, tells
 * our files from others: those are never overwritten or deleted.
 */
final class OutputDirectory {
  /** The file in the directory that lists what this program wrote, with digests. */
  static final String LIST = ".pgbackrest2nix";

  private final Path directory;

  OutputDirectory(Path directory) {
    this.directory = directory;
  }

  /** What writing changed, by path. */
  record Changes(List<String> written, List<String> deleted, List<String> kept) {}

  /**
   * Returns the files of the output that would overwrite a file which this program did not write.
   */
  List<String> foreign(List<OutputFile> files) throws IOException {
    Map<String, String> ours = readList();
    List<String> foreign = new ArrayList<>();
    for (OutputFile file : files) {
      Path path = directory.resolve(file.path());
      if (!ours.containsKey(file.path()) && exists(path) && !holds(path, file)) {
        foreign.add(file.path());
      }
    }
    return foreign;
  }

  /** Finds what a file of the output holds now. */
  Optional<byte[]> current(String path) throws IOException {
    Path file = directory.resolve(path);
    return exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  /**
   * Returns our files of an earlier time that are not part of this output, and that nobody changed
   * since; those that somebody did change are left alone.
   */
  List<String> obsolete(List<OutputFile> files) throws IOException {
    SortedMap<String, String> old = readList();
    files.forEach(file -> old.remove(file.path()));
    List<String> obsolete = new ArrayList<>();
    for (Map.Entry<String, String> entry : old.entrySet()) {
      Optional<byte[]> content = current(entry.getKey());
      if (content.map(OutputFile::sha256).equals(Optional.of(entry.getValue()))) {
        obsolete.add(entry.getKey());
      }
    }
    return obsolete;
  }

  /**
   * Writes all files or none: each is written beside its place first, and only when all are there
   * they are renamed. A file that is as it should be is not touched.
   */
  Changes write(List<OutputFile> files) throws IOException {
    Files.createDirectories(directory);
    List<String> obsolete = obsolete(files);
    List<OutputFile> changed = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (OutputFile file : files) {
      if (holds(directory.resolve(file.path()), file)) {
        kept.add(file.path());
      } else {
        changed.add(file);
      }
    }
    List<OutputFile> staged = new ArrayList<>(changed);
    OutputFile list = list(files);
    if (!holds(directory.resolve(LIST), list)) {
      staged.add(list);
    }
    try (StagedFiles stage = new StagedFiles(directory)) {
      for (OutputFile file : staged) {
        stage.add(file);
      }
      stage.commit(obsolete);
    }
    return new Changes(changed.stream().map(OutputFile::path).toList(), obsolete, kept);
  }

  private static OutputFile list(List<OutputFile> files) {
    StringBuilder text =
        new StringBuilder("# What pgbackrest2nix wrote here; it touches no other file.\n");
    SortedMap<String, String> digests = new TreeMap<>();
    files.forEach(file -> digests.put(file.path(), file.sha256()));
    digests.forEach((path, digest) -> text.append(digest).append("  ").append(path).append('\n'));
    return new OutputFile(LIST, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private SortedMap<String, String> readList() throws IOException {
    SortedMap<String, String> entries = new TreeMap<>();
    Path list = directory.resolve(LIST);
    if (!exists(list)) {
      return entries;
    }
    for (String line : Files.readAllLines(list)) {
      String[] parts = line.split("  ", 2);
      boolean plainName = parts.length == 2 && parts[1].matches("[A-Za-z0-9._-]+");
      if (!line.startsWith("#") && plainName && parts[0].matches("[0-9a-f]{64}")) {
        entries.put(parts[1], parts[0]);
      }
    }
    return entries;
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean holds(Path path, OutputFile file) throws IOException {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        && file.holds(Files.readAllBytes(path));
  }
}
