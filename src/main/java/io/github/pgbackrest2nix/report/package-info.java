/**
 * Diagnostics as text for people and programs. Knows which parts of a source must not be shown, but
 * not what the diagnostics are about.
 */
@NullMarked
package io.github.pgbackrest2nix.report;

import org.jspecify.annotations.NullMarked;
