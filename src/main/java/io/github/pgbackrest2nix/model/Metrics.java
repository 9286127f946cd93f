package io.github.pgbackrest2nix.model;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import java.util.Optional;

/**
 * How metrics leave the host.
 *
 * @param textfile the file that node_exporter reads
 * @param calendar when they are collected
 * @param listen address and port of an HTTP endpoint, where one is wanted
 */
public record Metrics(
    ConfigPath at, Optional<String> textfile, String calendar, Optional<String> listen) {}
