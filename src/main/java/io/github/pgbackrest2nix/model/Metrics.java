package io.github.pgbackrest2nix.model;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import java.util.Optional;

/**
 * How metrics leave the host.
 *
 * @param textfile the file that node_exporter reads
 * @param calendar when that file is written
 * @param listen where they are served over HTTP, if they are
 * @param webConfig the file that says with which TLS and for whom they are served
 */
public record Metrics(
    ConfigPath at,
    Optional<String> textfile,
    String calendar,
    Optional<ListenAddress> listen,
    Optional<String> webConfig) {}
