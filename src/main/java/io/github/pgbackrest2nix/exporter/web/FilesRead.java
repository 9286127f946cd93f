package io.github.pgbackrest2nix.exporter.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files as they were when they were read. */
final class FilesRead {
  private final Map<Path, byte[]> contents = new LinkedHashMap<>();

  byte[] read(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    contents.put(file, content);
    return content;
  }

  /**
   * Returns whether all of them still are as they were. Their contents are compared, for times of
   * modification say nothing in a Nix store.
   */
  boolean areTheSame() {
    for (Map.Entry<Path, byte[]> each : contents.entrySet()) {
      try {
        if (!Arrays.equals(Files.readAllBytes(each.getKey()), each.getValue())) {
          return false;
        }
      } catch (IOException e) {
        return false; // reading it anew will say why
      }
    }
    return true;
  }
}
