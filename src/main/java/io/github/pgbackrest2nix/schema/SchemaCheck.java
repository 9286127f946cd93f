package io.github.pgbackrest2nix.schema;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.source.SourceDocument;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks the shape of a description: one finding for each mistake, at the key or value itself. */
public final class SchemaCheck {
  private static final int MOST_REPORTED = 1_000;

  private final DescriptionSchema schema;

  /** Loads the schema, which takes most of the time. */
  public SchemaCheck() {
    schema = DescriptionSchema.load();
  }

  /** Checks the document. Of more than a thousand findings the rest is left out. */
  public Shape check(SourceDocument document) {
    Set<Diagnostic> found = new LinkedHashSet<>();
    SourceDocument meant = document;
    List<Violation> violations = report(meant, found);
    // A key that was misspelt has a value, which is checked once its name is known.
    for (Respelling respelling = respelling(violations);
        !respelling.meant().isEmpty();
        respelling = respelling(violations)) {
      meant = meant.with(respelling.of(meant.root()));
      violations = report(meant, found);
    }
    List<Diagnostic> zone = new TimeZoneCheck(meant).check();
    boolean readable = violations.isEmpty() && zone.isEmpty();
    return new Shape(
        Stream.concat(found.stream(), zone.stream()).sorted(Diagnostic.ORDER).toList(),
        readable ? Optional.of(meant) : Optional.empty());
  }

  /** Adds what is new to the findings, and returns all that the library complains of. */
  private List<Violation> report(SourceDocument document, Set<Diagnostic> found) {
    SchemaMessages messages = new SchemaMessages(schema, document);
    List<Violation> violations =
        schema.validate(JsonTree.of(document.root())).stream()
            .map(error -> Violation.of(error, schema))
            .toList();
    Set<ConfigPath> meant = meant(violations);
    for (Violation violation : oneForEachPlace(violations)) {
      boolean misspeltBeside = violation.is("required") && meant.contains(violation.path());
      if (!misspeltBeside && found.size() < MOST_REPORTED) {
        found.add(messages.diagnostic(violation));
      }
    }
    return violations;
  }

  private static Collection<Violation> oneForEachPlace(List<Violation> violations) {
    Map<String, Violation> kept = new LinkedHashMap<>();
    for (Violation violation : violations) {
      // A value of the wrong type breaks other rules too, and the first broken pattern says enough.
      String place = violation.path().pointer() + (violation.isAboutKey() ? " key" : " value");
      kept.merge(place, violation, (first, second) -> second.is("type") ? second : first);
    }
    return kept.values();
  }

  /** Returns the paths that unknown keys would have if they were spelt as they seem meant. */
  private Set<ConfigPath> meant(List<Violation> violations) {
    Set<ConfigPath> meant = new HashSet<>();
    respelling(violations)
        .meant()
        .forEach(
            (unknown, name) -> name.ifPresent(each -> meant.add(unknown.parent().child(each))));
    return meant;
  }

  private Respelling respelling(List<Violation> violations) {
    KeyMessages keys = new KeyMessages(schema);
    Map<ConfigPath, Optional<String>> meant = new LinkedHashMap<>();
    violations.stream()
        .filter(violation -> violation.is("additionalProperties"))
        .forEach(unknown -> meant.put(unknown.path(), keys.nearest(unknown)));
    return new Respelling(meant);
  }
}
