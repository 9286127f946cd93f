/**
 * What a description changes of the one that was rendered before it, and what becomes of the
 * backups. Knows nothing of files, or of how a change is confirmed.
 */
@NullMarked
package io.github.pgbackrest2nix.change;

import org.jspecify.annotations.NullMarked;
