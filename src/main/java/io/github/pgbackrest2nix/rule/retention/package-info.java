/**
 * Checks of how far back retention lets a restore reach. Knows nothing of options under settings.
 */
@NullMarked
package io.github.pgbackrest2nix.rule.retention;

import org.jspecify.annotations.NullMarked;
