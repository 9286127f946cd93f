/**
 * The commands. Everything that touches files, the terminal or the environment on behalf of the
 * generator is here. Knows nothing of how descriptions are checked or rendered.
 */
@NullMarked
package io.github.pgbackrest2nix.cli;

import org.jspecify.annotations.NullMarked;
