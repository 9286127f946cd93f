package io.github.pgbackrest2nix.rule.schedule;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Job;
import io.github.pgbackrest2nix.model.Schedule;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.model.Stanza.RestoreDrill;
import java.util.ArrayList;
import java.util.List;

/** A calendar expression and where the description has it. */
record DeclaredCalendar(ConfigPath at, String text) {

  /** Returns every calendar expression of a description. */
  static List<DeclaredCalendar> of(Description description) {
    List<DeclaredCalendar> calendars = new ArrayList<>();
    for (Stanza stanza : description.stanzas()) {
      List<Schedule> schedules =
          new ArrayList<>(stanza.jobs().stream().map(Job::schedule).toList());
      stanza.check().ifPresent(schedules::add);
      stanza.expire().ifPresent(schedules::add);
      stanza.drills().stream().map(RestoreDrill::schedule).forEach(schedules::add);
      schedules.forEach(
          each ->
              calendars.add(new DeclaredCalendar(each.at().child("calendar"), each.calendar())));
    }
    description
        .sanoid()
        .ifPresent(
            sanoid ->
                sanoid
                    .interval()
                    .ifPresent(
                        text ->
                            calendars.add(
                                new DeclaredCalendar(sanoid.at().child("interval"), text))));
    calendars.add(
        new DeclaredCalendar(
            description.metrics().at().child("calendar"), description.metrics().calendar()));
    return calendars;
  }
}
