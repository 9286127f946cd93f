package io.github.pgbackrest2nix.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A whole nixpkgs, as one release of NixOS has it.
 *
 * <p>The variable {@code NIXPKGS} or the folder {@code nixpkgs} in the cache folder names a tree.
 * {@code NIXPKGS_RELEASES}, or {@code nixpkgs-releases} in the cache folder, names a folder with
 * one folder for each release, such as {@code 24.11}: a whole tree, or only the files that differ
 * from the tree, which are laid over it.
 *
 * @param name of the release, such as "25.05"; that of the tree itself is in its {@code
 *     lib/.version}
 * @param tree a folder
 * @param over files to lay over the tree, in a folder of the same structure
 */
public record NixpkgsTree(String name, Path tree, Optional<Path> over) {
  private static final String ENTRANCE = "default.nix";

  /**
   * The tree at hand; without one the test does not run, on a build server neither, for it cannot
   * fetch one.
   */
  public static NixpkgsTree atHand() {
    Path tree = folder("NIXPKGS", "nixpkgs");
    return new NixpkgsTree(release(tree), tree, Optional.empty());
  }

  /** The releases at hand, in order; without one the test does not run. */
  public static List<NixpkgsTree> releases() {
    Path releases = folder("NIXPKGS_RELEASES", "nixpkgs-releases");
    List<NixpkgsTree> trees = new ArrayList<>();
    try (Stream<Path> folders = Files.list(releases)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        String name = folder.getFileName().toString();
        trees.add(
            Files.exists(folder.resolve(ENTRANCE))
                ? new NixpkgsTree(name, folder, Optional.empty())
                : new NixpkgsTree(name, atHand().tree, Optional.of(folder)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return trees;
  }

  /**
   * The command that runs another one where the whole tree is at the returned path of {@link
   * #place}.
   *
   * @param place an empty folder, which the tree is mounted on for the command alone
   */
  List<String> around(Path place, List<String> command) {
    if (over.isEmpty()) {
      return command;
    }
    RequiredTool.superuser();
    String mount =
        "mount -t overlay -o \"lowerdir=$1:$2\" overlay \"$3\" && shift 3 && exec \"$@\"";
    List<String> whole = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", mount, "sh"));
    Stream.of(over.get(), tree, place).map(Path::toString).forEach(whole::add);
    whole.addAll(command);
    return whole;
  }

  /** Where the command of {@link #around} finds the tree. */
  Path place(Path place) {
    return over.isEmpty() ? tree : place;
  }

  private static Path folder(String variable, String inCache) {
    Path folder =
        RequiredTool.variable(variable)
            .map(Path::of)
            .orElseGet(() -> RequiredTool.cache().resolve(inCache));
    Assumptions.assumeTrue(
        Files.isDirectory(folder), () -> "no " + inCache + " tree: set " + variable);
    return folder.toAbsolutePath();
  }

  private static String release(Path tree) {
    try {
      return Files.readString(tree.resolve("lib/.version")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
