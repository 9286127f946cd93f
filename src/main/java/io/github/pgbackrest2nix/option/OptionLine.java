package io.github.pgbackrest2nix.option;

import io.github.pgbackrest2nix.model.PgBackRestVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One line of options.txt, whose head explains the columns. */
record OptionLine(List<String> cells) {
  private static final int COLUMNS = 13;
  private static final String NOTHING = "-";

  OptionLine {
    cells = List.copyOf(cells);
    if (cells.size() != COLUMNS) {
      throw new IllegalArgumentException("not " + COLUMNS + " columns: " + cells);
    }
  }

  static OptionLine parse(String line) {
    return new OptionLine(List.of(line.split("\\|", -1)));
  }

  String name() {
    return cells.get(0);
  }

  PgBackRestVersion since() {
    return cell(8).map(PgBackRestVersion::require).orElse(OptionCatalog.OLDEST);
  }

  Optional<PgBackRestVersion> until() {
    return cell(9).map(PgBackRestVersion::require);
  }

  boolean holdsFor(PgBackRestVersion release) {
    return since().compareTo(release) <= 0
        && until().map(last -> last.compareTo(release) >= 0).orElse(true);
  }

  List<String> replaces() {
    return cell(10).map(OptionLine::items).orElse(List.of());
  }

  OptionSpec spec(PgBackRestVersion release) {
    return new OptionSpec(
        name(),
        release,
        cell(1),
        OptionSection.valueOf(cells.get(2).toUpperCase(Locale.ROOT).replace('-', '_')),
        OptionType.require(cells.get(3)),
        defaults(),
        AllowedValues.parse(cell(5).orElse(""), release),
        commands(release),
        has("secret"),
        has("internal"),
        has("old"),
        replaces(),
        cell(11).map(OptionDependency::parse),
        commandDefaults());
  }

  private SortedMap<String, String> defaults() {
    SortedMap<String, String> defaults = new TreeMap<>();
    String cell = cells.get(4);
    if (cell.contains(":")) {
      defaults.putAll(cases(cell));
    } else if (!cell.equals(NOTHING)) {
      defaults.put("", cell);
    }
    return defaults;
  }

  private SortedSet<String> commands(PgBackRestVersion release) {
    SortedSet<String> commands = new TreeSet<>();
    for (String item : items(cells.get(6))) {
      int mark = item.indexOf('@');
      if (item.equals("all")) {
        commands.addAll(OptionCatalog.COMMANDS);
      } else if (mark < 0) {
        commands.add(item);
      } else if (holds(item.substring(mark + 1), release)) {
        commands.add(item.substring(0, mark));
      }
    }
    commands.remove("none");
    return commands;
  }

  /** Returns whether a release lies within FIRST..LAST, either of which may be empty. */
  private static boolean holds(String releases, PgBackRestVersion release) {
    int dots = releases.indexOf("..");
    String first = releases.substring(0, dots);
    String last = releases.substring(dots + 2);
    return (first.isEmpty() || PgBackRestVersion.require(first).compareTo(release) <= 0)
        && (last.isEmpty() || PgBackRestVersion.require(last).compareTo(release) >= 0);
  }

  private SortedMap<String, String> commandDefaults() {
    SortedMap<String, String> defaults = new TreeMap<>();
    for (String item : cell(12).map(text -> List.of(text.split(" "))).orElse(List.of())) {
      int mark = item.indexOf(":default=");
      if (mark >= 0) {
        defaults.put(item.substring(0, mark), item.substring(mark + ":default=".length()));
      }
    }
    return defaults;
  }

  private boolean has(String flag) {
    return items(cells.get(7)).contains(flag);
  }

  private Optional<String> cell(int column) {
    return Optional.of(cells.get(column)).filter(text -> !text.equals(NOTHING));
  }

  static List<String> items(String cell) {
    return cell.isEmpty() ? List.of() : List.of(cell.split(","));
  }

  /** Returns CHOICE:VALUE,... as a map. */
  static Map<String, String> cases(String cell) {
    Map<String, String> cases = new LinkedHashMap<>();
    for (String item : items(cell)) {
      int colon = item.indexOf(':');
      cases.put(item.substring(0, colon), item.substring(colon + 1));
    }
    return cases;
  }
}
