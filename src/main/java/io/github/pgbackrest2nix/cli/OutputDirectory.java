package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.render.RuntimeJarSource;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The directory that the output is written to. Files there that are not ours stay as they are. */
final class OutputDirectory {
  private static final RuleInfo FOREIGN_FILE =
      new RuleInfo(
          "foreign-file", Severity.ERROR, "a file in the output directory is not of this program");

  private static final RuleInfo FOREIGN_HOST =
      new RuleInfo(
          "foreign-host", Severity.ERROR, "the output directory is that of another description");

  private final Path directory;
  private final OutputOwner owner;

  /**
   * Makes no directory yet.
   *
   * @param owner whose files are to be there
   * @throws IOException if something else has the name
   */
  OutputDirectory(Path directory, OutputOwner owner) throws IOException {
    this.directory = directory;
    this.owner = owner;
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(directory)) {
      throw new FileSystemException(
          directory.toString(),
          null,
          "is no folder, and the output needs one; give another name to --out, or move it away");
    }
  }

  /** Finds where the module that was written before takes the runtime jar from, if it has one. */
  Optional<RuntimeJarSource> runtimeJar() throws IOException {
    return writtenBefore()
        .filter(before -> before.contains("monitoring.nix"))
        .map(
            before ->
                before.contains(RuntimeJar.NAME)
                    ? RuntimeJarSource.FOLDER
                    : RuntimeJarSource.PACKAGE);
  }

  /** Finds what stands in the place of the output and is not ours to overwrite. */
  List<Diagnostic> foreign(List<OutputFile> files) throws IOException {
    Optional<WrittenFiles> ours = writtenBefore();
    List<Diagnostic> found = new ArrayList<>();
    if (ours.isEmpty()) {
      found.add(foreign(WrittenFiles.NAME));
    }
    ours.flatMap(WrittenFiles::owner)
        .filter(other -> !other.host().equals(owner.host()))
        .ifPresent(other -> found.add(foreign(other)));
    for (OutputFile file : files) {
      boolean listed = ours.orElseGet(WrittenFiles::none).contains(file.path());
      Optional<byte[]> content = current(file.path());
      boolean harmless = content.map(bytes -> listed || file.holds(bytes)).orElse(false);
      if (exists(file.path()) && !harmless) {
        found.add(foreign(file.path()));
      }
    }
    return found;
  }

  /** Finds the content of a file; what is no regular file has none, and no link is followed. */
  Optional<byte[]> current(String name) throws IOException {
    return content(directory, name);
  }

  /** Finds the same in any directory, which may not be there. */
  static Optional<byte[]> content(Path directory, String name) throws IOException {
    Path file = directory.resolve(name);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(Files.readAllBytes(file))
        : Optional.empty();
  }

  /** Returns what writing these files, and no others, comes to. */
  Changes changes(List<OutputFile> files) throws IOException {
    WrittenFiles before = writtenBefore().orElseGet(WrittenFiles::none);
    List<OutputFile> written = new ArrayList<>();
    List<String> edited = new ArrayList<>();
    List<String> same = new ArrayList<>();
    for (OutputFile file : files) {
      Optional<byte[]> content = current(file.path());
      if (content.isPresent() && file.holds(content.get())) {
        same.add(file.path());
      } else {
        written.add(file);
        content
            .filter(bytes -> !before.isAsWritten(file.path(), bytes))
            .ifPresent(bytes -> edited.add(file.path()));
      }
    }
    List<String> deleted = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    WrittenFiles now = WrittenFiles.of(owner, files);
    for (String name : before.digests().keySet()) {
      if (!now.contains(name) && exists(name)) {
        Optional<byte[]> content = current(name);
        boolean asWritten = content.isPresent() && before.isAsWritten(name, content.get());
        (asWritten ? deleted : kept).add(name);
      }
    }
    return new Changes(written, edited, same, deleted, kept);
  }

  /**
   * Writes all files or none: each is written beside its place first, and only when all are there
   * they are renamed.
   */
  void write(List<OutputFile> files, Changes changes) throws IOException {
    create();
    List<OutputFile> staged = new ArrayList<>(changes.written());
    OutputFile list = WrittenFiles.of(owner, files).file();
    if (!current(WrittenFiles.NAME).map(list::holds).orElse(false)) {
      staged.add(list);
    }
    if (staged.isEmpty() && changes.deleted().isEmpty()) {
      return;
    }
    try (StagedFiles stage = new StagedFiles(directory)) {
      for (OutputFile file : staged) {
        stage.add(file);
      }
      stage.commit(changes.deleted());
    }
  }

  /** Finds what a run that did not come to its end has left, by name. */
  List<String> leftovers() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
          .map(each -> each.getFileName().toString())
          .filter(name -> name.startsWith(StagedFiles.PREFIX))
          .sorted()
          .toList();
    }
  }

  private Diagnostic foreign(OutputOwner other) {
    return new Diagnostic(
        FOREIGN_HOST,
        ConfigPath.ROOT,
        new SourceSpan(directory.resolve(WrittenFiles.NAME).toString(), 2, 1, 2, 1),
        "the module of the host \"%s\", from %s, is in this directory; that of \"%s\" would replace it"
            .formatted(other.host(), other.file(), owner.host()),
        Optional.of(
            "give each host a directory of its own to --out; if the host has a new name, delete the old module first; nothing is written"),
        List.of());
  }

  private void create() throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw Failures.of(
          directory.toString(),
          "this folder cannot be made (%s); give another name to --out"
              .formatted(Failures.reason(e)),
          e);
    }
  }

  private Diagnostic foreign(String name) {
    Path file = directory.resolve(name);
    String what = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? "file" : kind(file);
    return new Diagnostic(
        FOREIGN_FILE,
        ConfigPath.ROOT,
        new SourceSpan(file.toString(), 1, 1, 1, 1),
        "this %s was not written by pgbackrest2nix, and its name is taken by the output"
            .formatted(what),
        Optional.of("move it away, or give another directory to --out; nothing is written"),
        List.of());
  }

  private static String kind(Path file) {
    if (Files.isSymbolicLink(file)) {
      return "symbolic link";
    }
    return Files.isDirectory(file) ? "directory" : "special file";
  }

  /** Finds what we wrote earlier, which is nothing in a new directory. */
  private Optional<WrittenFiles> writtenBefore() throws IOException {
    if (!exists(WrittenFiles.NAME)) {
      return Optional.of(WrittenFiles.none());
    }
    return current(WrittenFiles.NAME).flatMap(WrittenFiles::parse);
  }

  private boolean exists(String name) {
    return Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS);
  }
}
