/**
 * Every decision about one host: names, files, units, thresholds. Knows nothing of how Nix, YAML or
 * Markdown are spelled.
 */
@NullMarked
package io.github.pgbackrest2nix.deployment;

import org.jspecify.annotations.NullMarked;
