/**
 * YAML text as a tree whose every key and value has its place. Knows nothing of what the keys mean.
 */
@NullMarked
package io.github.pgbackrest2nix.source;

import org.jspecify.annotations.NullMarked;
