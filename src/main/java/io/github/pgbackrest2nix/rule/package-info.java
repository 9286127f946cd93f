/**
 * What a description may mean: one small class for each check, in the sub-packages. Knows nothing
 * of YAML beyond paths, nor of what is rendered.
 */
@NullMarked
package io.github.pgbackrest2nix.rule;

import org.jspecify.annotations.NullMarked;
