package io.github.pgbackrest2nix.source;

/**
 * A file's text.
 *
 * @param name the file's name as the user gave it; diagnostics repeat it
 */
public record SourceText(String name, String content) {}
