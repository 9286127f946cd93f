package io.github.pgbackrest2nix.model;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;

/**
 * Settings that hold for one pgBackRest command only.
 *
 * @param at path of the command's key under {@code commandSettings}
 * @param command such as {@code archive-push}
 */
public record CommandSettings(ConfigPath at, String command, Settings settings) {}
