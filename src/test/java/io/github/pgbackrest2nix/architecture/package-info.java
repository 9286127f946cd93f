/** The rules of this code base that no compiler knows. */
@NullMarked
package io.github.pgbackrest2nix.architecture;

import org.jspecify.annotations.NullMarked;
