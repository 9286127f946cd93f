package io.github.pgbackrest2nix.fleet;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;

/**
 * The WAL and backups of one stanza in one repository.
 *
 * @param path of the key that tells the directory within the repository's storage
 * @param at where its value stands
 */
record Archive(Place place, String stanza, ConfigPath path, SourceSpan at) {}
