package io.github.pgbackrest2nix.render.template;

import io.github.pgbackrest2nix.nix.NixComment;
import io.github.pgbackrest2nix.nix.NixExpr;
import io.github.pgbackrest2nix.nix.NixPrinter;

/** A piece of a Nix file. */
public final class NixFragment implements Fragment {
  private final String markup;

  private NixFragment(String markup) {
    this.markup = markup;
  }

  /** Returns the expression, indented like the line it stands in. */
  public static NixFragment of(NixExpr expression) {
    return new NixFragment(NixPrinter.printSoftly(expression));
  }

  /** Returns the text as comment lines, each with its {@code #}; to stand alone in its line. */
  public static NixFragment comment(String text) {
    return new NixFragment(NixComment.print(text));
  }

  /** Returns the name as it stands in an attribute path, quoted only if it must be. */
  public static NixFragment name(String name) {
    return new NixFragment(NixPrinter.printName(name));
  }

  @Override
  public Language language() {
    return Language.NIX;
  }

  @Override
  public String markup() {
    return markup;
  }
}
