/**
 * The commands. Everything that touches files, the terminal or the environment on behalf of the
 * generator is here.
 */
@NullMarked
package io.github.pgbackrest2nix.cli;

import org.jspecify.annotations.NullMarked;
