/**
 * Texts that nobody would write, tried on the whole of the compiler. Knows what must hold for any
 * text, but not what is wrong with a single one.
 */
@NullMarked
package io.github.pgbackrest2nix.fuzz;

import org.jspecify.annotations.NullMarked;
