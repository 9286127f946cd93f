package io.github.pgbackrest2nix.source;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.Diagnostic.Related;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.secret.SecretNames;
import io.github.pgbackrest2nix.source.SourceNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Refuses tags, anchors, aliases and merge keys: a value stands in one place and means one thing.
 */
final class NodeProperties {
  private final int[] points;
  private final Map<String, Anchor> anchors = new LinkedHashMap<>();
  private final Set<String> used = new LinkedHashSet<>();
  private final List<Diagnostic> found = new ArrayList<>();

  NodeProperties(SourceText text) {
    this.points = text.normal().codePoints().toArray();
  }

  /** Returns the tags and aliases refused so far. */
  List<Diagnostic> found() {
    return found;
  }

  /** Notes the anchor of a node and refuses its tag. */
  void check(Event event, ConfigPath path, SourceSpan span) {
    if (event instanceof AliasEvent || !(event instanceof NodeEvent node)) {
      return;
    }
    node.getAnchor()
        .ifPresent(anchor -> anchors.put(anchor.getValue(), new Anchor(path, word(event, span))));
    tag(event)
        .ifPresent(
            tag ->
                found.add(
                    new Diagnostic(
                        SourceRules.TAG_NOT_ALLOWED,
                        path,
                        word(event, span),
                        "a tag changes what a value is, which its spelling already tells",
                        Optional.of("remove the tag; write a text in quotes, a number without"),
                        List.of())));
  }

  /** Refuses an alias, showing its anchor. */
  void checkAlias(AliasEvent alias, ConfigPath path, SourceSpan span) {
    String name = alias.getAlias().getValue();
    used.add(name);
    found.add(
        new Diagnostic(
            SourceRules.ALIAS_NOT_ALLOWED,
            path,
            span,
            "%s hides what stands here, and one text would have two places"
                .formatted(isSecret(path) ? "an alias" : "the alias \"*%s\"".formatted(name)),
            Optional.of("write the value itself"),
            places(name)));
  }

  /** Refuses a merge key; its alias is part of the same mistake. */
  Diagnostic mergeKey(Scalar key, ConfigPath path, Event value) {
    List<Related> related = List.of();
    if (value instanceof AliasEvent alias) {
      used.add(alias.getAlias().getValue());
      related = places(alias.getAlias().getValue());
    }
    return new Diagnostic(
        SourceRules.MERGE_KEY_NOT_ALLOWED,
        path,
        key.span(),
        "the merge key \"<<\" copies entries that then stand nowhere in this map",
        Optional.of("write the entries themselves"),
        related);
  }

  /** Returns a finding for each anchor that no alias repeats. */
  List<Diagnostic> unusedAnchors() {
    return anchors.entrySet().stream()
        .filter(entry -> !used.contains(entry.getKey()))
        .map(
            entry ->
                new Diagnostic(
                    SourceRules.ALIAS_NOT_ALLOWED,
                    entry.getValue().path(),
                    entry.getValue().span(),
                    "%s has no use, as aliases are not allowed"
                        .formatted(
                            isSecret(entry.getValue().path())
                                ? "an anchor"
                                : "the anchor \"&%s\"".formatted(entry.getKey())),
                    Optional.of("remove it"),
                    List.of()))
        .toList();
  }

  private List<Related> places(String anchor) {
    return Optional.ofNullable(anchors.get(anchor))
        .map(each -> List.of(new Related(each.span(), "the anchor stands here")))
        .orElse(List.of());
  }

  /** Returns whether the name may be a secret, written without the quotes that it needs. */
  private static boolean isSecret(ConfigPath path) {
    return SecretNames.isSecret(path.segments());
  }

  private static Optional<String> tag(Event event) {
    if (event instanceof ScalarEvent scalar) {
      return scalar.getTag();
    }
    return event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
  }

  /** Returns the span of the word where a node starts; that is its anchor or tag if it has one. */
  private SourceSpan word(Event event, SourceSpan node) {
    int first = event.getStartMark().orElseThrow().getIndex();
    int last = first;
    while (last < points.length && " \t\n,[]{}".indexOf(points[last]) < 0) {
      last++;
    }
    return new SourceSpan(
        node.file(), node.line(), node.column(), node.line(), node.column() + last - first);
  }

  private record Anchor(ConfigPath path, SourceSpan span) {}
}
