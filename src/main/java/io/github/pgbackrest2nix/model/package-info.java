/**
 * The description as immutable records. Knows nothing of where it was read from or what becomes of
 * it.
 */
@NullMarked
package io.github.pgbackrest2nix.model;

import org.jspecify.annotations.NullMarked;
