package io.github.pgbackrest2nix.exporter;

/** The series of {@code pgbackrest_exporter}, by its names. */
final class CompatibleSeries {
  private CompatibleSeries() {}

  static void add(Series series, Snapshot snapshot) {}
}
