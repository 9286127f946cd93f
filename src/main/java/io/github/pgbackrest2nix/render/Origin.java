package io.github.pgbackrest2nix.render;

/**
 * What an output was rendered from, for its headers.
 *
 * @param file name of the description, without its directory
 * @param sha256 of the description's text, in hexadecimal
 * @param version of this program
 */
public record Origin(String file, String sha256, String version) {}
