package io.github.pgbackrest2nix.model;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import java.util.Optional;

/**
 * A reference to a secret on the host; never its value.
 *
 * @param at path of the reference
 * @param file the file that holds it
 * @param variable the variable of that file, where the file is an environment file; nothing where
 *     the file is the secret itself
 */
public record Secret(ConfigPath at, String file, Optional<String> variable) {}
