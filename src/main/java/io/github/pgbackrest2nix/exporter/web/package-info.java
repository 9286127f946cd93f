/**
 * A web server for texts, with limits, TLS and passwords. Knows nothing of metrics or pgBackRest.
 */
@NullMarked
package io.github.pgbackrest2nix.exporter.web;

import org.jspecify.annotations.NullMarked;
