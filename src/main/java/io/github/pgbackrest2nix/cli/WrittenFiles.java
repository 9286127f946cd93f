package io.github.pgbackrest2nix.cli;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What this program wrote into a directory: tells our files from others.
 *
 * @param owner whose they are; older lists do not say it
 * @param digests SHA-256 in hexadecimal, by name
 */
record WrittenFiles(Optional<OutputOwner> owner, SortedMap<String, String> digests) {
  /** The file in the directory that keeps this. */
  static final String NAME = ".pgbackrest2nix";

  private static final String HEAD = "# What pgbackrest2nix wrote here; it touches no other file.";

  // Nothing of ours is hidden or in a directory below, and no list, whoever wrote it, leads there.
  private static final String PLAIN_NAME = "[A-Za-z0-9_-][A-Za-z0-9._-]*";

  WrittenFiles {
    digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
  }

  static WrittenFiles none() {
    return new WrittenFiles(Optional.empty(), new TreeMap<>());
  }

  static WrittenFiles of(OutputOwner owner, List<OutputFile> files) {
    SortedMap<String, String> digests = new TreeMap<>();
    files.forEach(file -> digests.put(file.path(), file.sha256()));
    return new WrittenFiles(Optional.of(owner), digests);
  }

  /** Parses a list; empty where somebody else wrote it. Lines that we cannot have written go. */
  static Optional<WrittenFiles> parse(byte[] content) {
    // Every byte is a character, so nothing in a list can make this fail.
    String[] lines = new String(content, StandardCharsets.ISO_8859_1).split("\n", -1);
    if (!lines[0].equals(HEAD)) {
      return Optional.empty();
    }
    SortedMap<String, String> digests = new TreeMap<>();
    for (String line : lines) {
      String[] parts = line.split("  ", 2);
      if (parts.length == 2 && parts[0].matches("[0-9a-f]{64}") && parts[1].matches(PLAIN_NAME)) {
        digests.put(parts[1], parts[0]);
      }
    }
    Optional<OutputOwner> owner = lines.length > 1 ? OutputOwner.parse(lines[1]) : Optional.empty();
    return Optional.of(new WrittenFiles(owner, digests));
  }

  /** Returns the list as it is written. */
  OutputFile file() {
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    owner.ifPresent(each -> text.append(each.line()).append('\n'));
    for (Map.Entry<String, String> entry : digests.entrySet()) {
      text.append(entry.getValue()).append("  ").append(entry.getKey()).append('\n');
    }
    return new OutputFile(NAME, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  boolean contains(String name) {
    return digests.containsKey(name);
  }

  /** Returns whether this is the file and its content is as we wrote it. */
  boolean isAsWritten(String name, byte[] content) {
    return OutputFile.sha256(content).equals(digests.get(name));
  }
}
