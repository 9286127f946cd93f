package io.github.pgbackrest2nix.model;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import java.util.Optional;

/**
 * How long a repository keeps what; an absent limit is pgBackRest's own default.
 *
 * @param at path of the {@code retention} key, whether or not the description has it
 * @param full full backups kept
 * @param fullDays days for which full backups are kept; at most one of this and {@code full}
 * @param diff differential backups kept
 * @param archive backups (never days) for which WAL is kept
 * @param archiveType kind of the backups that {@code archive} counts: {@code full}, {@code diff} or
 *     {@code incr}
 * @param history days for which backup history files are kept
 */
public record Retention(
    ConfigPath at,
    Optional<Integer> full,
    Optional<Integer> fullDays,
    Optional<Integer> diff,
    Optional<Integer> archive,
    Optional<String> archiveType,
    Optional<Integer> history) {}
