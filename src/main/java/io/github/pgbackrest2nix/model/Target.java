package io.github.pgbackrest2nix.model;

import java.time.ZoneId;

/**
 * What the output is made for.
 *
 * @param nixos release such as {@code 26.05}
 * @param timeZone in which the host's calendars are meant
 */
public record Target(String nixos, PgBackRestVersion pgbackrest, ZoneId timeZone) {}
