/**
 * The runtime jar: asks pgBackRest for its backups and writes metrics. Knows nothing of the
 * generator.
 */
@NullMarked
package io.github.pgbackrest2nix.exporter;

import org.jspecify.annotations.NullMarked;
