package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.deployment.ConfigurationFile.Entry;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.model.Stanza;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a stanza's restores need that the description need not say, by command. */
final class RestoreSettings {
  private static final CommandOption RECOVERY = new CommandOption("restore", "recovery-option");
  private static final CommandOption ASYNC = new CommandOption("archive-get", "archive-async");
  private static final String COMMAND = "restore_command=";

  // Before, asynchronous archive-get may report a segment as missing where the timeline changes.
  private static final PgBackRestVersion ASYNC_IS_SAFE = PgBackRestVersion.require("2.59");

  private RestoreSettings() {}

  /** Returns lines for the sections {@code [STANZA:COMMAND]}. */
  static SortedMap<String, List<Entry>> of(Description description, Stanza stanza) {
    SortedMap<String, List<Entry>> lines = new TreeMap<>();
    lines.put(RECOVERY.command(), recovery(description, stanza));
    if (stanza.archive().async()
        && description.target().pgbackrest().compareTo(ASYNC_IS_SAFE) < 0
        && !ASYNC.isSetForCommand(description, stanza)) {
      lines.put(ASYNC.command(), List.of(new Entry(ASYNC.name(), "n")));
    }
    return lines;
  }

  /** In a section of its own the option hides what the description says for all stanzas. */
  private static List<Entry> recovery(Description description, Stanza stanza) {
    List<String> values = new ArrayList<>(RECOVERY.values(description, stanza));
    if (values.stream().noneMatch(value -> value.startsWith(COMMAND))) {
      values.add(COMMAND + RestoreCommand.of(stanza.name()));
    }
    return values.stream().map(value -> new Entry(RECOVERY.name(), value)).toList();
  }
}
