package io.github.pgbackrest2nix.model;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * ZFS snapshots beside the backups.
 *
 * @param templates as written
 * @param externalTemplates names of templates that the host's configuration defines elsewhere
 * @param datasets as written
 * @param interval how often sanoid runs, where the description says so
 */
public record Sanoid(
    ConfigPath at,
    List<Template> templates,
    List<String> externalTemplates,
    List<Dataset> datasets,
    Optional<String> interval) {
  public Sanoid {
    templates = List.copyOf(templates);
    externalTemplates = List.copyOf(externalTemplates);
    datasets = List.copyOf(datasets);
  }

  /**
   * How many snapshots of each period are kept; 0 means that none are taken.
   *
   * @param frequentPeriod time between two of the {@code frequently} ones
   */
  public record Template(
      ConfigPath at,
      String name,
      int frequently,
      Optional<Duration> frequentPeriod,
      int hourly,
      int daily,
      int weekly,
      int monthly,
      int yearly,
      boolean autosnap,
      boolean autoprune) {}

  /**
   * A ZFS dataset that snapshots are taken of.
   *
   * @param recursive {@code false}, {@code true} or {@code zfs}
   */
  public record Dataset(ConfigPath at, String name, String template, String recursive) {}
}
