package io.github.pgbackrest2nix.source;

import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The parser's events of a text, up to the first syntax error or the collection that is too deep:
 * the library takes time with the square of the depth. Reading them beforehand lets the other
 * mistakes above a syntax error be reported along with it.
 */
final class EventReader {
  private final SourceText text;
  private final List<Event> events = new ArrayList<>();
  private final List<Diagnostic> syntax = new ArrayList<>();
  private int next;

  EventReader(SourceText text) {
    this.text = text;
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(text.name())
            .setCodePointLimit(TextCheck.MOST_CHARACTERS)
            .build();
    try {
      Iterator<Event> parsed = new Parse(settings).parseString(text.normal()).iterator();
      int depth = 0;
      while (depth <= TreeBuilder.DEEPEST && parsed.hasNext()) {
        events.add(parsed.next());
        depth += nesting(events.get(events.size() - 1).getEventId());
      }
    } catch (YamlEngineException e) {
      syntax.add(new SyntaxMessages(text).diagnostic(e));
    } catch (RuntimeException e) {
      // The library's scanner was not written for hostile text; whatever it trips over is a
      // mistake in the text as far as the user is concerned.
      syntax.add(new SyntaxMessages(text).unreadable(lastMark()));
    }
  }

  /** Returns the syntax error, if there is one. */
  List<Diagnostic> syntax() {
    return syntax;
  }

  boolean isAtEnd() {
    return next >= events.size();
  }

  /** Returns whether the next event is of this kind, without consuming it. */
  boolean isNext(Event.ID kind) {
    return !isAtEnd() && events.get(next).getEventId() == kind;
  }

  /** Consumes the next event if it is of this kind. */
  boolean skip(Event.ID kind) {
    boolean found = isNext(kind);
    if (found) {
      next++;
    }
    return found;
  }

  /** Returns whether the collection is over, by its end or by a syntax error; consumes the end. */
  boolean ends(Event.ID kind) {
    return isAtEnd() || skip(kind);
  }

  Event peek() {
    return events.get(next);
  }

  Optional<Event> peekSecond() {
    return next + 1 < events.size() ? Optional.of(events.get(next + 1)) : Optional.empty();
  }

  /** Returns the event taken last. */
  Event last() {
    return events.get(next - 1);
  }

  Event take() {
    return events.get(next++);
  }

  /** Consumes a whole value, however deep it is. */
  void skipValue() {
    int open = 0;
    do {
      if (isAtEnd()) {
        return;
      }
      open += nesting(take().getEventId());
    } while (open > 0);
  }

  /** Returns from the event's first to its last character. */
  SourceSpan span(Event event) {
    Mark start = event.getStartMark().orElseThrow();
    Mark end = event.getEndMark().orElseThrow();
    return new SourceSpan(
        text.name(),
        start.getLine() + 1,
        start.getColumn() + 1,
        end.getLine() + 1,
        end.getColumn() + 1);
  }

  private Optional<Mark> lastMark() {
    return events.isEmpty() ? Optional.empty() : events.get(events.size() - 1).getEndMark();
  }

  /** Returns by how much this kind of event opens (1) or closes (-1) a collection. */
  static int nesting(Event.ID kind) {
    return switch (kind) {
      case MappingStart, SequenceStart -> 1;
      case MappingEnd, SequenceEnd -> -1;
      default -> 0;
    };
  }
}
