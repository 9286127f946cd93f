/** Tables in resource files. Knows nothing of what is in them. */
@NullMarked
package io.github.pgbackrest2nix.table;

import org.jspecify.annotations.NullMarked;
