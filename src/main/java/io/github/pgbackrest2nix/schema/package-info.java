/**
 * The shape of a description: which keys there are and what their values look like. Knows the JSON
 * Schema and the library that checks it, but not what a description means.
 */
@NullMarked
package io.github.pgbackrest2nix.schema;

import org.jspecify.annotations.NullMarked;
