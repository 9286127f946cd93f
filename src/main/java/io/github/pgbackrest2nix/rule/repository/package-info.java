/** Checks of single repositories and of their secrets. Knows nothing of schedules. */
@NullMarked
package io.github.pgbackrest2nix.rule.repository;

import org.jspecify.annotations.NullMarked;
