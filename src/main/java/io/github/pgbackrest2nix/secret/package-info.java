/**
 * Which keys and texts can be secrets, and how they are hidden. Goes by names and by the look of a
 * text; knows nothing of YAML or of what a key is for.
 */
@NullMarked
package io.github.pgbackrest2nix.secret;

import org.jspecify.annotations.NullMarked;
