package io.github.pgbackrest2nix.source;

/**
 * A file that is well-formed.
 *
 * @param map where the paths of this document stand in the text
 */
public record SourceDocument(SourceText text, SourceNode root, SourceMap map) {}
