package io.github.pgbackrest2nix.source;

import java.util.List;

/**
 * A file's text.
 *
 * @param name the file's name as the user gave it; diagnostics repeat it
 */
public record SourceText(String name, String content) {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * Returns the lines without their breaks, as spans count them: a break is LF, CR or both, and a
   * byte order mark at the start is no part of the first line.
   */
  public List<String> lines() {
    return List.of(normal().split("\n", -1));
  }

  /**
   * Returns the content with each break as LF and without the byte order mark that some editors put
   * first. YAML reads it the same; the library does not count a CR at the end as a break.
   */
  String normal() {
    String unmarked = content.startsWith(BYTE_ORDER_MARK) ? content.substring(1) : content;
    return unmarked.replace("\r\n", "\n").replace('\r', '\n');
  }
}
