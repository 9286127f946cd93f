/** A deployment as files. Knows how each is spelled, decides nothing. */
@NullMarked
package io.github.pgbackrest2nix.render;

import org.jspecify.annotations.NullMarked;
