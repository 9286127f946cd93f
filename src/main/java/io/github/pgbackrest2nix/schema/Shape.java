package io.github.pgbackrest2nix.schema;

import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.source.SourceDocument;
import java.util.List;
import java.util.Optional;

/**
 * What the schema says of a document.
 *
 * @param found one finding for each mistake, by place
 * @param readable the document without its unknown keys, the misspelt ones as they seem meant; none
 *     where it has other mistakes. It is what the rules can look at, so that a misspelt key does
 *     not hide what they find elsewhere; where anything was found, nothing may be rendered from it.
 */
public record Shape(List<Diagnostic> found, Optional<SourceDocument> readable) {
  public Shape {
    found = List.copyOf(found);
  }
}
