/** Nix values and how they are spelled. Knows nothing of NixOS, pgBackRest, templates or files. */
@NullMarked
package io.github.pgbackrest2nix.nix;

import org.jspecify.annotations.NullMarked;
