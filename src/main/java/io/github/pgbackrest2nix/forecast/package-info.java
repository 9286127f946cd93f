/**
 * What calendars and retention come to over time. Knows nothing of systemd's syntax, units or
 * rendered files.
 */
@NullMarked
package io.github.pgbackrest2nix.forecast;

import org.jspecify.annotations.NullMarked;
