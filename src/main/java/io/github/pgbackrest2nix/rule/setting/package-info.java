/**
 * Checks of options under settings: their names, places and values. Knows nothing of the
 * description's own keys but which options they stand for.
 */
@NullMarked
package io.github.pgbackrest2nix.rule.setting;

import org.jspecify.annotations.NullMarked;
