package io.github.pgbackrest2nix.source;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.Diagnostic.Related;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The YAML library's complaints in this program's words. */
final class SyntaxMessages {
  private static final String ANYWHERE = "check the quotes, brackets and indentation here";

  /** What the library's text contains, and our message and help for it; the first match counts. */
  private static final Map<String, Wording> WORDINGS = new LinkedHashMap<>();

  static {
    word("TAB", "a tab cannot stand here", "use spaces to indent and to separate");
    word(
        "mapping values are not allowed",
        "\": \" starts a value where none can stand",
        "put the text in quotes if the colon belongs to it, or check the indentation of this line");
    word(
        "could not find expected ':'",
        "this line is neither a key with \":\" nor part of a value",
        "write \"key: value\", or check the indentation of this line");
    word(
        "expected <block end>",
        "this does not fit into the block it stands in",
        "give every line of a block the same indentation");
    word(
        "<stream end>",
        "the file ends where a value or a closing bracket is missing",
        "close the list or map in brackets");
    word(
        "expected ',' or",
        "the list or map in brackets is not closed",
        "write \",\" between entries, and the closing bracket");
    word(
        "cannot start any token", "this character cannot start a value", "put the value in quotes");
    word("end of stream", "the file ends inside this quoted text", "write the closing quote");
    word(
        "escape",
        "this is no escape sequence of YAML",
        "write \"\\\\\" for a backslash, or use single quotes, in which it needs no escaping");
  }

  private final SourceText text;

  SyntaxMessages(SourceText text) {
    this.text = text;
  }

  Diagnostic diagnostic(YamlEngineException exception) {
    if (exception instanceof MarkedYamlEngineException marked) {
      return marked(marked);
    }
    return unreadable(Optional.empty());
  }

  /** Describes a failure of which the library says nothing but how far it had come. */
  Diagnostic unreadable(Optional<Mark> last) {
    return syntax(last, "the text from here on cannot be read as YAML", ANYWHERE, List.of());
  }

  private Diagnostic marked(MarkedYamlEngineException exception) {
    String problem = Optional.ofNullable(exception.getProblem()).orElse("");
    Wording wording =
        WORDINGS.entrySet().stream()
            .filter(entry -> problem.contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(new Wording("this cannot be read as YAML", ANYWHERE));
    Optional<Mark> context = exception.getContextMark();
    if (problem.contains("end of stream") && context.isPresent()) {
      return syntax(context, wording.message(), wording.help(), List.of());
    }
    List<Related> related =
        context
            .filter(mark -> !isSame(mark, exception.getProblemMark()))
            .map(mark -> List.of(new Related(span(mark), "what it belongs to starts here")))
            .orElse(List.of());
    return syntax(exception.getProblemMark(), wording.message(), wording.help(), related);
  }

  private Diagnostic syntax(
      Optional<Mark> mark, String message, String help, List<Related> related) {
    return new Diagnostic(
        SourceRules.YAML_SYNTAX,
        ConfigPath.ROOT,
        mark.map(this::span).orElse(new SourceSpan(text.name(), 1, 1, 1, 1)),
        message,
        Optional.of(help),
        related);
  }

  private SourceSpan span(Mark mark) {
    List<String> lines = text.lines();
    int line = mark.getLine();
    int length =
        line < lines.size() ? lines.get(line).codePointCount(0, lines.get(line).length()) : 0;
    int column = mark.getColumn();
    int end = column < length ? column + 1 : column;
    return new SourceSpan(text.name(), line + 1, column + 1, line + 1, end + 1);
  }

  private static boolean isSame(Mark mark, Optional<Mark> other) {
    return other.filter(each -> each.getIndex() == mark.getIndex()).isPresent();
  }

  private static void word(String problem, String message, String help) {
    WORDINGS.put(problem, new Wording(message, help));
  }

  private record Wording(String message, String help) {}
}
