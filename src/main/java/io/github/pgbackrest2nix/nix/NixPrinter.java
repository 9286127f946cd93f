package io.github.pgbackrest2nix.nix;

import io.github.pgbackrest2nix.nix.NixExpr.Application;
import io.github.pgbackrest2nix.nix.NixExpr.Attribute;
import io.github.pgbackrest2nix.nix.NixExpr.AttributeSet;
import io.github.pgbackrest2nix.nix.NixExpr.Code;
import io.github.pgbackrest2nix.nix.NixExpr.PathLiteral;
import io.github.pgbackrest2nix.nix.NixExpr.Sequence;
import io.github.pgbackrest2nix.nix.NixExpr.Template;
import io.github.pgbackrest2nix.nix.NixExpr.Whole;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Spells Nix expressions laid out as nixfmt (RFC 166) leaves them.
 *
 * <p>Attribute sets and lists of two or more are always expanded, strings never broken.
 */
public final class NixPrinter {
  private static final String STEP = SoftBreaks.NEWLINE + "  ";

  private NixPrinter() {}

  /** Returns the expression, its first line not indented, without a line feed at its end. */
  public static String print(NixExpr expression) {
    return SoftBreaks.settle(printSoftly(expression));
  }

  /** Returns the name as it stands in an attribute path, quoted only if it must be. */
  public static String printName(String name) {
    return NixStrings.name(name);
  }

  /** Returns the expression with {@link SoftBreaks}, to stand anywhere in a line. */
  public static String printSoftly(NixExpr expression) {
    return expression.match(PLAIN);
  }

  // As an element of a list or an argument.
  private static String printOperand(NixExpr expression) {
    return expression.match(OPERAND);
  }

  private static class Plain implements NixExpr.Cases<String> {
    @Override
    public String template(Template string) {
      if (!NixStrings.fitsLines(string.parts())) {
        return NixStrings.quoted(string.parts());
      }
      return NixStrings.lines(string.parts()).stream()
          .map(line -> line.isEmpty() ? SoftBreaks.NEWLINE : STEP + line)
          .collect(Collectors.joining("", "''", SoftBreaks.NEWLINE + "''"));
    }

    @Override
    public String whole(Whole integer) {
      // Nix reads a minus and then a number, and this number alone has no positive twin.
      return integer.value() == Long.MIN_VALUE
          ? (Long.MIN_VALUE + 1) + " - 1"
          : Long.toString(integer.value());
    }

    @Override
    public String path(PathLiteral path) {
      return path.path();
    }

    @Override
    public String sequence(Sequence list) {
      List<String> elements = list.elements().stream().map(NixPrinter::printOperand).toList();
      if (elements.isEmpty()) {
        return "[ ]";
      }
      if (elements.size() == 1 && !elements.get(0).contains(SoftBreaks.NEWLINE)) {
        return "[" + SoftBreaks.OPEN + elements.get(0) + SoftBreaks.CLOSE + "]";
      }
      return expand("[", elements, "]");
    }

    @Override
    public String attributeSet(AttributeSet set) {
      List<String> bindings = set.attributes().stream().map(Plain::binding).toList();
      return bindings.isEmpty() ? "{ }" : expand("{", bindings, "}");
    }

    @Override
    public String code(Code code) {
      return code.code();
    }

    @Override
    public String application(Application call) {
      List<String> arguments = call.arguments().stream().map(NixPrinter::printOperand).toList();
      if (arguments.stream().limit(arguments.size() - 1L).anyMatch(Plain::isExpanded)) {
        throw new IllegalArgumentException("only the last argument may take several lines");
      }
      return call.function().match(OPERAND) + " " + String.join(" ", arguments);
    }

    private static boolean isExpanded(String printed) {
      return printed.contains(SoftBreaks.NEWLINE);
    }

    private static String binding(Attribute attribute) {
      return attribute.path().stream().map(NixStrings::name).collect(Collectors.joining("."))
          + " = "
          + printSoftly(attribute.value())
          + ";";
    }

    private static String expand(String open, List<String> items, String close) {
      return items.stream()
          .map(item -> STEP + item.replace(SoftBreaks.NEWLINE, STEP))
          .collect(Collectors.joining("", open, SoftBreaks.NEWLINE + close));
    }
  }

  private static final class Operand extends Plain {
    @Override
    public String whole(Whole integer) {
      String printed = super.whole(integer);
      return integer.value() < 0 ? parenthesize(printed) : printed;
    }

    @Override
    public String code(Code code) {
      return code.isSelection() ? code.code() : parenthesize(code.code());
    }

    @Override
    public String application(Application call) {
      return parenthesize(super.application(call));
    }

    private static String parenthesize(String printed) {
      return "(" + printed + ")";
    }
  }

  private static final NixExpr.Cases<String> PLAIN = new Plain();
  private static final NixExpr.Cases<String> OPERAND = new Operand();
}
