package io.github.pgbackrest2nix.schema;

import io.github.pgbackrest2nix.source.SourceDocument;
import io.github.pgbackrest2nix.source.SourceNode.Entry;
import io.github.pgbackrest2nix.source.SourceNode.Mapping;
import io.github.pgbackrest2nix.source.SourceText;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells descriptions, faulty ones too, from other YAML: they have {@code stanzas} or {@code repos}
 * at the top, or both {@code version} and {@code host}.
 */
public final class MeantDescription {
  private static final Pattern KEY =
      Pattern.compile("(?m)^\\{?\\s?[\"']?(version|host|stanzas|repos)[\"']?\\s?:");

  private MeantDescription() {}

  /**
   * Returns whether a file is meant as a description.
   *
   * @param document the text's tree; where there is none, lines that look like keys have to do
   */
  public static boolean is(SourceText text, Optional<SourceDocument> document) {
    Set<String> keys =
        document
            .map(MeantDescription::keys)
            .orElseGet(
                () ->
                    KEY.matcher(text.content())
                        .results()
                        .map(match -> match.group(1))
                        .collect(Collectors.toSet()));
    return keys.contains("stanzas")
        || keys.contains("repos")
        || (keys.contains("version") && keys.contains("host"));
  }

  private static Set<String> keys(SourceDocument document) {
    return document.root() instanceof Mapping mapping
        ? mapping.entries().stream().map(Entry::name).collect(Collectors.toSet())
        : Set.of();
  }
}
