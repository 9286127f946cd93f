/**
 * pgBackRest's options, release by release, and the grammar of their values. Knows nothing of
 * descriptions, nor which options the rendered files use.
 */
@NullMarked
package io.github.pgbackrest2nix.option;

import org.jspecify.annotations.NullMarked;
