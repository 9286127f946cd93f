/** What tests share: real programs, goldens, evaluators. Knows nothing of single features. */
@NullMarked
package io.github.pgbackrest2nix.testing;

import org.jspecify.annotations.NullMarked;
