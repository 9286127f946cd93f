/**
 * What ties the backups that exist to a description: where they are, how they are read, and whose
 * they are. Knows nothing of what a change of it means.
 */
@NullMarked
package io.github.pgbackrest2nix.identity;

import org.jspecify.annotations.NullMarked;
