/** pgBackRest's exit codes, and what to do about each. Knows nothing of units or templates. */
@NullMarked
package io.github.pgbackrest2nix.exitcode;

import org.jspecify.annotations.NullMarked;
