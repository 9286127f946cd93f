package io.github.pgbackrest2nix.defect;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.table.Block;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A known defect of pgBackRest: one entry of defects.txt, whose head explains the keys.
 *
 * @param id never used again
 * @param since the first version that has it; nothing where all before {@code fixed} have
 * @param fixed the first version without it, where there is one
 * @param severity of a finding; nothing where no description can avoid it
 * @param consequence what goes on after "pgBackRest VERSION"
 * @param instead what goes on after "use a fixed version"
 * @param source address of what says so
 */
public record Defect(
    String id,
    Optional<PgBackRestVersion> since,
    Optional<PgBackRestVersion> fixed,
    Circumstance circumstance,
    Optional<Severity> severity,
    String consequence,
    Optional<String> instead,
    String source) {
  private static final List<Defect> ALL =
      Block.read(
              Defect.class,
              "defects.txt",
              Set.of(
                  "id",
                  "since",
                  "fixed",
                  "applies",
                  "severity",
                  "consequence",
                  "instead",
                  "source"))
          .stream()
          .map(Defect::of)
          .toList();

  /** Returns all known defects, in the table's order. */
  public static List<Defect> all() {
    return ALL;
  }

  /** Returns the defects of the described version that the description meets. */
  public static List<Defect> of(Description description) {
    return ALL.stream().filter(defect -> !defect.places(description).isEmpty()).toList();
  }

  /**
   * Returns what in a description meets this defect: nothing where its version does not have it.
   */
  public List<ConfigPath> places(Description description) {
    return isIn(description.target().pgbackrest()) ? circumstance.places(description) : List.of();
  }

  boolean isIn(PgBackRestVersion version) {
    return since.filter(first -> first.compareTo(version) > 0).isEmpty()
        && fixed.filter(first -> first.compareTo(version) <= 0).isEmpty();
  }

  /** Returns whether a later patch level of the same release is without it. */
  public boolean fixedByPatch(PgBackRestVersion version) {
    return fixed.filter(first -> first.release().equals(version.release())).isPresent();
  }

  /** Returns what to do about it, as a sentence without its full stop. */
  public String remedy() {
    return fixed
        .map(
            version ->
                "use pgBackRest " + version + " or later" + instead.map(", "::concat).orElse(""))
        .or(() -> instead)
        .orElse("no version without it is known");
  }

  private static Defect of(Block entry) {
    String severity = entry.require("severity");
    return new Defect(
        entry.require("id"),
        entry.find("since").map(PgBackRestVersion::require),
        entry.find("fixed").map(PgBackRestVersion::require),
        Circumstance.require(entry.require("applies")),
        severity.equals("none")
            ? Optional.empty()
            : Optional.of(Severity.valueOf(severity.toUpperCase(Locale.ROOT))),
        entry.require("consequence"),
        entry.find("instead"),
        entry.require("source"));
  }
}
