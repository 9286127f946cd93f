/** Rules about how metrics leave the host. Know nothing of the text. */
@NullMarked
package io.github.pgbackrest2nix.rule.metrics;

import org.jspecify.annotations.NullMarked;
