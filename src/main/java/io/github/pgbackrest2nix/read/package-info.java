/**
 * From the tree to the model, with the format's defaults. Knows every key of the format, but not
 * what is wrong with a description: the schema has seen to its shape, the rules see to its meaning.
 */
@NullMarked
package io.github.pgbackrest2nix.read;

import org.jspecify.annotations.NullMarked;
