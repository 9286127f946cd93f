package io.github.pgbackrest2nix.rule.stanza;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Job;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import java.util.ArrayList;
import java.util.List;

/**
 * The name of a unit, without its suffix, and what in the description it comes from.
 *
 * @param at the job, or the stanza for the units that every stanza has
 */
record UnitName(String name, ConfigPath at) {
  private static final String PREFIX = "pgbackrest";
  private static final List<String> OF_EVERY_STANZA = List.of("stanza-create", "check", "expire");
  private static final List<String> OF_THE_HOST = List.of("metrics", "credentials");

  /** Returns the names of all units that a description may give, those of the host first. */
  static List<UnitName> of(Description description) {
    List<UnitName> names = new ArrayList<>();
    for (String unit : OF_THE_HOST) {
      names.add(new UnitName(PREFIX + "-" + unit, ConfigPath.of("host")));
    }
    for (Stanza stanza : description.stanzas()) {
      String prefix = prefix(description, stanza);
      for (String unit : OF_EVERY_STANZA) {
        names.add(new UnitName(prefix + "-" + unit, stanza.at()));
      }
      for (Job job : stanza.jobs()) {
        String backup = prefix + "-" + job.name() + "-backup";
        names.add(new UnitName(backup, job.at()));
        for (Repository repository : description.repositoriesOf(job)) {
          names.add(new UnitName(backup + "-" + repository.name(), job.at()));
        }
      }
    }
    return names;
  }

  private static String prefix(Description description, Stanza stanza) {
    return stanza
        .unitPrefix()
        .orElse(description.stanzas().size() > 1 ? PREFIX + "-" + stanza.name() : PREFIX);
  }
}
