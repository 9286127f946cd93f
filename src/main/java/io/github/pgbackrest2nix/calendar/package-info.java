/**
 * Calendar expressions as systemd.time(7) defines them: what they mean, how systemd prints them and
 * when they elapse. Knows nothing of timers, jobs or descriptions.
 */
@NullMarked
package io.github.pgbackrest2nix.calendar;

import org.jspecify.annotations.NullMarked;
