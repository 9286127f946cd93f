package io.github.pgbackrest2nix.source;

import io.github.pgbackrest2nix.diagnostic.Checked;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * Reads one YAML 1.2 document into a positioned tree. Every mistake is a diagnostic, as many as can
 * be told from one run; nothing is thrown for any text.
 */
public final class YamlParser {
  /** Parses the text; the document has no duplicate keys, aliases, merge keys or tags. */
  public Checked<SourceDocument> parse(SourceText text) {
    List<Diagnostic> refused = TextCheck.check(text);
    if (!refused.isEmpty()) {
      return new Checked.Rejected<>(refused);
    }
    TreeBuilder builder = new TreeBuilder(text, new EventReader(text));
    Optional<SourceNode> root = builder.build();
    List<Diagnostic> found = builder.found();
    return root.map(
            node -> Checked.unlessErrors(new SourceDocument(text, node, SourceMap.of(node)), found))
        .orElseGet(() -> new Checked.Rejected<>(found));
  }
}
