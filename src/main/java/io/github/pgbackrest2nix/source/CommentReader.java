package io.github.pgbackrest2nix.source;

import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.events.CommentEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Finds the comments of a text, and no number sign that is part of a value. */
public final class CommentReader {
  private CommentReader() {}

  /** Returns the comments in the order of the text. */
  public static List<Comment> read(SourceDocument document) {
    SourceText text = document.text();
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(text.name())
            .setCodePointLimit(TextCheck.MOST_CHARACTERS)
            .setParseComments(true)
            .build();
    List<String> lines = text.lines();
    List<Comment> comments = new ArrayList<>();
    Iterator<Event> events = new Parse(settings).parseString(text.withoutMark()).iterator();
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof CommentEvent comment
          && comment.getCommentType() != CommentType.BLANK_LINE) {
        comments.add(comment(comment.getStartMark().orElseThrow(), text.name(), lines));
      }
    }
    return comments;
  }

  private static Comment comment(Mark start, String file, List<String> lines) {
    int number = start.getLine() + 1;
    String line = lines.get(start.getLine());
    int from = line.offsetByCodePoints(0, start.getColumn());
    SourceSpan span =
        new SourceSpan(
            file, number, start.getColumn() + 1, number, line.codePointCount(0, line.length()) + 1);
    boolean alone = line.substring(0, from).isBlank();
    return new Comment(
        span, line.substring(from + 1).strip(), alone ? next(number, lines) : number);
  }

  /** Returns the first line below this one that is more than a comment. */
  private static int next(int number, List<String> lines) {
    int next = number + 1;
    while (next <= lines.size() && lines.get(next - 1).strip().startsWith("#")) {
      next++;
    }
    return next;
  }
}
