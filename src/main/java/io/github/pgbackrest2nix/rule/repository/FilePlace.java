package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;

/** A file that the description names, and where it does. */
record FilePlace(ConfigPath at, String file) {}
