package io.github.pgbackrest2nix.rule.stanza;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Job;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.model.Stanza.RestoreDrill;
import io.github.pgbackrest2nix.model.UnitNames;
import java.util.ArrayList;
import java.util.List;

/**
 * The name of a unit, without its suffix, and what in the description it comes from.
 *
 * @param at the job, the drill or the bootstrap, or the stanza for the units that every stanza has
 */
record UnitName(String name, ConfigPath at) {
  /** Returns the names of all units that a description may give, those of the host first. */
  static List<UnitName> of(Description description) {
    List<UnitName> names = new ArrayList<>();
    for (String unit :
        List.of(UnitNames.METRICS, UnitNames.METRICS_SERVER, UnitNames.CREDENTIALS)) {
      names.add(new UnitName(unit, ConfigPath.of("host")));
    }
    for (Stanza stanza : description.stanzas()) {
      UnitNames units = UnitNames.of(stanza, description);
      names.add(new UnitName(units.stanzaCreate(), stanza.at()));
      names.add(new UnitName(units.maintenance("check"), stanza.at()));
      names.add(new UnitName(units.maintenance("expire"), stanza.at()));
      if (stanza.bootstrapFromBackup()) {
        ConfigPath bootstrap = stanza.at().child("bootstrapFromBackup");
        names.add(new UnitName(units.bootstrap(), bootstrap));
        names.add(new UnitName(units.bootstrapBackup(), bootstrap));
      }
      for (RestoreDrill drill : stanza.drills()) {
        names.add(new UnitName(units.restoreDrill(drill.repository()), drill.at()));
      }
      for (Job job : stanza.jobs()) {
        names.add(new UnitName(units.backup(job), job.at()));
        for (Repository repository : description.repositoriesOf(job)) {
          names.add(new UnitName(units.backup(job, repository), job.at()));
        }
      }
    }
    return names;
  }
}
