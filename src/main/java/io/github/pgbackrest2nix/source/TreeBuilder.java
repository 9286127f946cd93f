package io.github.pgbackrest2nix.source;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.Diagnostic.Related;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.source.SourceNode.Entry;
import io.github.pgbackrest2nix.source.SourceNode.Kind;
import io.github.pgbackrest2nix.source.SourceNode.Mapping;
import io.github.pgbackrest2nix.source.SourceNode.Scalar;
import io.github.pgbackrest2nix.source.SourceNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Builds the tree from the parser's events, refusing what YAML has and a description must not have.
 * Works on the events instead of the library's own tree because that one forgets where an alias
 * stands and lets duplicate keys pass.
 */
final class TreeBuilder {
  /** The format needs seven levels; the limit keeps recursion over the tree bounded. */
  static final int DEEPEST = 64;

  private final SourceText text;
  private final EventReader events;
  private final NodeProperties properties;
  private final List<Diagnostic> found = new ArrayList<>();

  TreeBuilder(SourceText text, EventReader events) {
    this.text = text;
    this.events = events;
    this.properties = new NodeProperties(text);
  }

  /** Builds the tree, unless the text has none or a syntax error hides it. */
  Optional<SourceNode> build() {
    events.skip(Event.ID.StreamStart);
    Optional<SourceNode> root = Optional.empty();
    if (events.skip(Event.ID.DocumentStart) && !events.isAtEnd()) {
      root = Optional.of(node(ConfigPath.ROOT, start(events.peek())));
      events.skip(Event.ID.DocumentEnd);
    }
    if (events.isNext(Event.ID.DocumentStart)) {
      report(
          SourceRules.SEVERAL_DOCUMENTS,
          events.span(events.peek()),
          "a second document starts here, but a description is one document",
          "put each description into a file of its own");
    } else if (events.syntax().isEmpty() && root.filter(each -> !isNothing(each)).isEmpty()) {
      report(
          SourceRules.EMPTY_FILE,
          new SourceSpan(text.name(), 1, 1, 1, 1),
          "the file has no content",
          "start with \"version: 1\"");
    }
    found.addAll(properties.unusedAnchors());
    return root;
  }

  /** Returns what was refused, in the order of the text. */
  List<Diagnostic> found() {
    List<Diagnostic> all = new ArrayList<>(found);
    all.addAll(events.syntax());
    all.addAll(properties.found());
    all.sort(Diagnostic.ORDER);
    return all;
  }

  private static boolean isNothing(SourceNode node) {
    return node instanceof Scalar scalar && !scalar.quoted() && scalar.text().isEmpty();
  }

  /** Builds the next value; as a block it has the given span. */
  private SourceNode node(ConfigPath path, SourceSpan place) {
    Event event = events.take();
    properties.check(event, path, events.span(event));
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar, path);
    }
    if (event instanceof AliasEvent alias) {
      properties.checkAlias(alias, path, events.span(event));
      return new Scalar(events.span(event), "", Kind.NULL, false);
    }
    CollectionStartEvent start = (CollectionStartEvent) event;
    if (path.segments().size() >= DEEPEST) {
      return tooDeep(start, path);
    }
    return start.getEventId() == Event.ID.SequenceStart
        ? sequence(start, path, place)
        : mapping(start, path, place);
  }

  private Scalar scalar(ScalarEvent event, ConfigPath path) {
    SourceSpan span = events.span(event);
    String value = event.getValue();
    TextCheck.findRefusedInScalar(value)
        .ifPresent(
            why ->
                found.add(
                    new Diagnostic(
                        SourceRules.CONTROL_CHARACTER,
                        path,
                        span,
                        "this text holds an escape for a character that is not allowed: " + why,
                        Optional.of("remove the escape"),
                        List.of())));
    return event.isPlain()
        ? new Scalar(span, value, ScalarKinds.ofPlain(value), false)
        : new Scalar(span, value, Kind.STRING, true);
  }

  private Sequence sequence(CollectionStartEvent start, ConfigPath path, SourceSpan place) {
    List<SourceNode> items = new ArrayList<>();
    while (!events.ends(Event.ID.SequenceEnd)) {
      items.add(node(path.child(items.size()), itemPlace()));
    }
    return new Sequence(start.isFlow() ? toEnd(start) : place, items);
  }

  private Mapping mapping(CollectionStartEvent start, ConfigPath path, SourceSpan place) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (!events.ends(Event.ID.MappingEnd)) {
      Optional<Scalar> key = key(path);
      if (events.isAtEnd()) {
        break;
      }
      if (key.isEmpty()) {
        // One level down, so that the limit of depth holds here too.
        node(path.child("?"), start(events.peek()));
        continue;
      }
      entry(key.get(), path, entries);
    }
    return new Mapping(start.isFlow() ? toEnd(start) : place, List.copyOf(entries.values()));
  }

  private void entry(Scalar key, ConfigPath path, Map<String, Entry> entries) {
    ConfigPath at = path.child(key.text());
    if (key.text().equals("<<") && !key.quoted()) {
      found.add(properties.mergeKey(key, at, events.peek()));
      events.skipValue();
      return;
    }
    Entry entry = new Entry(key, node(at, key.span()));
    Entry first = entries.putIfAbsent(key.text(), entry);
    if (first != null) {
      found.add(
          new Diagnostic(
              SourceRules.DUPLICATE_KEY,
              at,
              key.span(),
              "the key \"%s\" stands here a second time, so one of its values would be lost"
                  .formatted(key.text()),
              Optional.of("keep one of the two"),
              List.of(new Related(first.key().span(), "it stands here already"))));
    }
  }

  /** Builds the next key, or consumes what cannot be one. */
  private Optional<Scalar> key(ConfigPath path) {
    Event event = events.peek();
    if (event instanceof AliasEvent) {
      node(path.child("?"), events.span(event));
      return Optional.empty();
    }
    if (!(event instanceof ScalarEvent scalar)) {
      report(
          SourceRules.KEY_NOT_TEXT,
          start(event),
          "a list or map cannot be a key",
          "write a text before the colon");
      events.skipValue();
      return Optional.empty();
    }
    events.take();
    properties.check(event, path, events.span(event));
    Scalar key = scalar(scalar, path);
    if (key.kind() != Kind.STRING) {
      reportNoText(key);
    }
    return Optional.of(key);
  }

  private void reportNoText(Scalar key) {
    boolean named = key.kind() != Kind.NULL || !key.text().isEmpty();
    report(
        SourceRules.KEY_NOT_TEXT,
        key.span(),
        named
            ? "the key %s is read as %s, not as a text"
                .formatted(key.text(), ScalarKinds.named(key.kind()))
            : "there is no key before the colon",
        named
            ? "write it in quotes: \"%s\"".formatted(key.text())
            : "write a text before the colon");
  }

  private SourceNode tooDeep(CollectionStartEvent start, ConfigPath path) {
    found.add(
        new Diagnostic(
            SourceRules.TOO_DEEP,
            path,
            start(start),
            "more than %d lists and maps are nested here".formatted(DEEPEST),
            Optional.of("a description needs at most ten levels; look for a stray bracket"),
            List.of()));
    int open = 1;
    while (open > 0 && !events.isAtEnd()) {
      open += EventReader.nesting(events.take().getEventId());
    }
    return new Scalar(start(start), "", Kind.NULL, false);
  }

  /** Returns the span that the coming item has if it is a block: that of its first key. */
  private SourceSpan itemPlace() {
    Event item = events.peek();
    return events
        .peekSecond()
        .filter(each -> item.getEventId() == Event.ID.MappingStart)
        .filter(ScalarEvent.class::isInstance)
        .map(events::span)
        .orElseGet(() -> start(item));
  }

  /** Returns from the opening to the closing bracket; the end was the last event taken. */
  private SourceSpan toEnd(CollectionStartEvent start) {
    SourceSpan first = events.span(start);
    SourceSpan last = events.span(events.last());
    return new SourceSpan(
        first.file(), first.line(), first.column(), last.endLine(), last.endColumn());
  }

  private SourceSpan start(Event event) {
    SourceSpan span = events.span(event);
    return new SourceSpan(span.file(), span.line(), span.column(), span.line(), span.column());
  }

  private void report(RuleInfo rule, SourceSpan span, String message, String help) {
    found.add(new Diagnostic(rule, ConfigPath.ROOT, span, message, Optional.of(help), List.of()));
  }
}
