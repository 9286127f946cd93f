/**
 * What is wrong, where and why, as values. Knows nothing of YAML, descriptions or output formats.
 */
@NullMarked
package io.github.pgbackrest2nix.diagnostic;

import org.jspecify.annotations.NullMarked;
