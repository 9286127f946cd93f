package io.github.pgbackrest2nix.source;

/**
 * A file that is well-formed.
 *
 * @param map where the paths of this document stand in the text
 */
public record SourceDocument(SourceText text, SourceNode root, SourceMap map) {
  /** Returns this file with another tree, whose nodes stand where they say. */
  public SourceDocument with(SourceNode other) {
    return new SourceDocument(text, other, SourceMap.of(other));
  }
}
