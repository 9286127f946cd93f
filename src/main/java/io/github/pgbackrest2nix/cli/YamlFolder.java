package io.github.pgbackrest2nix.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The YAML files below a folder, except what is hidden and what this program rendered. Links are
 * followed, but not in circles.
 */
final class YamlFolder implements FileVisitor<Path> {
  private final Path start;
  private final List<Path> files = new ArrayList<>();
  private final List<IOException> failures = new ArrayList<>();
  private final Deque<WrittenFiles> rendered = new ArrayDeque<>();

  private YamlFolder(Path start) {
    this.start = start;
  }

  static YamlFolder read(Path start) throws IOException {
    YamlFolder folder = new YamlFolder(start);
    Files.walkFileTree(start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, folder);
    folder.files.sort(Comparator.comparing(YamlFolder::bytes, Arrays::compareUnsigned));
    return folder;
  }

  /** Returns the files, by the bytes of their paths. */
  List<Path> files() {
    return List.copyOf(files);
  }

  /** Returns why folders below could not be looked into. */
  List<IOException> failures() {
    return List.copyOf(failures);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (isHidden(folder)) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    rendered.push(renderedIn(folder));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    // A pipe would be waited for; a link that leads nowhere is worth a word.
    boolean readable = attributes.isRegularFile() || attributes.isSymbolicLink();
    if (readable && isYaml(file)) {
      files.add(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) {
    if (!(failure instanceof FileSystemLoopException) && !isHidden(file)) {
      failures.add(failure);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
    rendered.pop();
    if (failure != null) {
      failures.add(failure);
    }
    return FileVisitResult.CONTINUE;
  }

  private boolean isYaml(Path file) {
    String name = file.getFileName().toString();
    return (name.endsWith(".yaml") || name.endsWith(".yml"))
        && !isHidden(file)
        && !rendered.element().contains(name);
  }

  private boolean isHidden(Path path) {
    return !path.equals(start) && path.getFileName().toString().startsWith(".");
  }

  /** Returns what render wrote into the folder; a list that cannot be read tells nothing. */
  private WrittenFiles renderedIn(Path folder) {
    Path list = folder.resolve(WrittenFiles.NAME);
    try {
      return Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)
          ? WrittenFiles.parse(Files.readAllBytes(list)).orElseGet(WrittenFiles::none)
          : WrittenFiles.none();
    } catch (IOException e) {
      failures.add(e);
      return WrittenFiles.none();
    }
  }

  private static byte[] bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8);
  }
}
