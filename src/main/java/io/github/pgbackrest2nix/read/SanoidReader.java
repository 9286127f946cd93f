package io.github.pgbackrest2nix.read;

import io.github.pgbackrest2nix.model.Sanoid;
import io.github.pgbackrest2nix.model.Sanoid.Dataset;
import io.github.pgbackrest2nix.model.Sanoid.Template;

/** Reads the ZFS snapshots. */
final class SanoidReader {
  private SanoidReader() {}

  static Sanoid read(Branch sanoid) {
    return new Sanoid(
        sanoid.at(),
        sanoid.child("templates").children().stream().map(SanoidReader::template).toList(),
        sanoid.texts("externalTemplates"),
        sanoid.child("datasets").children().stream().map(SanoidReader::dataset).toList(),
        sanoid.text("interval"));
  }

  private static Template template(Branch template) {
    return new Template(
        template.at(),
        template.name(),
        count(template, "frequently"),
        template.duration("frequentPeriod"),
        count(template, "hourly"),
        count(template, "daily"),
        count(template, "weekly"),
        count(template, "monthly"),
        count(template, "yearly"),
        template.bool("autosnap").orElse(true),
        template.bool("autoprune").orElse(true));
  }

  private static int count(Branch template, String period) {
    return template.integer(period).orElse(0);
  }

  private static Dataset dataset(Branch dataset) {
    String recursive =
        dataset
            .text("recursive")
            .filter("zfs"::equals)
            .orElseGet(() -> Boolean.toString(dataset.bool("recursive").orElse(false)));
    return new Dataset(dataset.at(), dataset.name(), dataset.requireText("template"), recursive);
  }
}
