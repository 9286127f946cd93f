/**
 * The metrics: names, labels, units and help, shared by whoever exports them and whoever alerts on
 * them. Knows nothing of how they are collected, written or judged.
 */
@NullMarked
package io.github.pgbackrest2nix.metric;

import org.jspecify.annotations.NullMarked;
