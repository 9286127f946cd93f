package io.github.pgbackrest2nix.source;

import io.github.pgbackrest2nix.source.SourceNode.Kind;
import java.util.regex.Pattern;

/** What a plain scalar is: the tag resolution of the core schema, YAML 1.2.2 section 10.3.2. */
final class ScalarKinds {
  private static final Pattern NULL = Pattern.compile("null|Null|NULL|~|");
  private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,9})?"
              + "|[-+]?(?:\\.inf|\\.Inf|\\.INF)|\\.nan|\\.NaN|\\.NAN");

  private ScalarKinds() {}

  static Kind ofPlain(String text) {
    if (NULL.matcher(text).matches()) {
      return Kind.NULL;
    }
    if (BOOLEAN.matcher(text).matches()) {
      return Kind.BOOLEAN;
    }
    if (INTEGER.matcher(text).matches()) {
      return Kind.INTEGER;
    }
    return FLOAT.matcher(text).matches() ? Kind.FLOAT : Kind.STRING;
  }

  /** Returns what messages call this kind, with its article. */
  static String named(Kind kind) {
    return switch (kind) {
      case STRING -> "a text";
      case INTEGER, FLOAT -> "a number";
      case BOOLEAN -> "a boolean";
      case NULL -> "nothing";
    };
  }
}
