package io.github.pgbackrest2nix.render;

/**
 * A text file of the output.
 *
 * @param path within the output directory
 * @param content ends in exactly one line feed
 */
public record RenderedFile(String path, String content) {}
