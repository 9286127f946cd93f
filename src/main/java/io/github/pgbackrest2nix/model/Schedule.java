package io.github.pgbackrest2nix.model;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import java.time.Duration;
import java.util.Optional;

/**
 * When something runs.
 *
 * @param calendar a systemd calendar expression, as written
 * @param randomizedDelay the most by which a start is put off at random
 * @param expectedDuration how long a run usually takes
 */
public record Schedule(
    ConfigPath at,
    String calendar,
    Optional<Duration> randomizedDelay,
    Optional<Duration> expectedDuration) {}
