/**
 * Rules about when things run and when it is noticed that they did not. Know nothing of the text.
 */
@NullMarked
package io.github.pgbackrest2nix.rule.schedule;

import org.jspecify.annotations.NullMarked;
