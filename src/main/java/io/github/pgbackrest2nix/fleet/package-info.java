/**
 * What hosts do to each other: checks that take several descriptions. Knows what of a description
 * others can get in the way of, but not where descriptions come from.
 */
@NullMarked
package io.github.pgbackrest2nix.fleet;

import org.jspecify.annotations.NullMarked;
