package io.github.pgbackrest2nix.schema;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.source.SourceDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the shape of a description: one finding for each mistake, at the key or value itself. */
public final class SchemaCheck {
  private static final int MOST_REPORTED = 1_000;

  private final DescriptionSchema schema;

  /** Loads the schema, which takes most of the time. */
  public SchemaCheck() {
    schema = DescriptionSchema.load();
  }

  /**
   * Checks the document; a document without findings can be read into the model. Of more than a
   * thousand the rest is left out.
   */
  public List<Diagnostic> check(SourceDocument document) {
    SchemaMessages messages = new SchemaMessages(schema, document);
    List<Violation> violations =
        schema.validate(JsonTree.of(document.root())).stream()
            .map(error -> Violation.of(error, schema))
            .toList();
    Set<ConfigPath> meant = meant(violations);
    List<Diagnostic> found = new ArrayList<>();
    for (Violation violation : oneForEachPlace(violations)) {
      boolean misspeltBeside = violation.is("required") && meant.contains(violation.path());
      if (!misspeltBeside && found.size() < MOST_REPORTED) {
        found.add(messages.diagnostic(violation));
      }
    }
    found.addAll(new TimeZoneCheck(document).check());
    found.sort(Diagnostic.ORDER);
    return found;
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
    KeyMessages keys = new KeyMessages(schema);
    Set<ConfigPath> meant = new HashSet<>();
    violations.stream()
        .filter(violation -> violation.is("additionalProperties"))
        .forEach(
            unknown ->
                keys.nearest(unknown)
                    .ifPresent(name -> meant.add(unknown.path().parent().child(name))));
    return meant;
  }
}
