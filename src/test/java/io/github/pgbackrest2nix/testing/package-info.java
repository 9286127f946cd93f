/**
 * What tests share: real programs in throw-away surroundings, evaluators, goldens. Knows nothing of
 * single features.
 */
@NullMarked
package io.github.pgbackrest2nix.testing;

import org.jspecify.annotations.NullMarked;
