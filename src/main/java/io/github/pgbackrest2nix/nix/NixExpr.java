package io.github.pgbackrest2nix.nix;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A Nix expression, as far as generated modules need one. {@link NixPrinter} spells it.
 *
 * <p>Strings may be any text without U+0000 (which Nix cannot hold) and without unpaired surrogates
 * (which no file can hold).
 */
public sealed interface NixExpr {
  /** {@code null}. */
  NixExpr NULL = new Code("null");

  /** {@code true}. */
  NixExpr TRUE = new Code("true");

  /** {@code false}. */
  NixExpr FALSE = new Code("false");

  /** Returns what {@code cases} make of this expression. */
  <R> R match(Cases<R> cases);

  /** Returns a string that evaluates to exactly this text. */
  static NixExpr string(String text) {
    return new Template(List.of(new Literal(text)));
  }

  /** Returns a string made of literal text and interpolated expressions. */
  static NixExpr string(Part... parts) {
    return new Template(List.of(parts));
  }

  /** Returns the part of a string that stands for itself. */
  static Part text(String text) {
    return new Literal(text);
  }

  /** Returns the part of a string that Nix evaluates, {@code ${code}}. */
  static Part interpolated(String code) {
    return new Interpolation(new Code(code));
  }

  static NixExpr integer(long value) {
    return new Whole(value);
  }

  static NixExpr bool(boolean value) {
    return value ? TRUE : FALSE;
  }

  /**
   * Returns a path literal such as {@code ./pgbackrest.conf}; relative to the file it stands in.
   */
  static NixExpr path(String path) {
    return new PathLiteral(path);
  }

  static NixExpr list(List<? extends NixExpr> elements) {
    return new Sequence(List.copyOf(elements));
  }

  static NixExpr list(NixExpr... elements) {
    return new Sequence(List.of(elements));
  }

  /** Returns a list of strings. */
  static NixExpr strings(List<String> texts) {
    return list(texts.stream().map(NixExpr::string).toList());
  }

  static NixExpr set(List<Attribute> attributes) {
    return new AttributeSet(attributes);
  }

  static NixExpr set(Attribute... attributes) {
    return new AttributeSet(List.of(attributes));
  }

  /** Returns the binding {@code name = value;}; dots in the name are part of it. */
  static Attribute attribute(String name, NixExpr value) {
    return new Attribute(List.of(name), value);
  }

  /** Returns the binding {@code name = "text";}. */
  static Attribute attribute(String name, String text) {
    return attribute(name, string(text));
  }

  /** Returns the binding {@code a.b.c = value;}. */
  static Attribute attribute(List<String> path, NixExpr value) {
    return new Attribute(path, value);
  }

  /**
   * Returns an expression written in Nix, for instance {@code config.services.postgresql.enable} or
   * {@code lib.getExe pkgs.pgbackrest}; one line. It is put in parentheses where needed.
   */
  static NixExpr code(String code) {
    return new Code(code);
  }

  /** Returns a call; only the last argument may be spelled on several lines. */
  static NixExpr call(String function, NixExpr... arguments) {
    return new Application(new Code(function), List.of(arguments));
  }

  /** What to do with each kind of expression. */
  interface Cases<R> {
    R template(Template string);

    R whole(Whole integer);

    R path(PathLiteral path);

    R sequence(Sequence list);

    R attributeSet(AttributeSet set);

    R code(Code code);

    R application(Application call);
  }

  /** A piece of a string. */
  sealed interface Part {
    /** Returns what the function for its kind makes of this part. */
    <R> R match(Function<Literal, R> literal, Function<Interpolation, R> interpolation);
  }

  /** Text that stands for itself. */
  record Literal(String text) implements Part {
    public Literal {
      NixStrings.requireSpellable(text);
    }

    @Override
    public <R> R match(Function<Literal, R> literal, Function<Interpolation, R> interpolation) {
      return literal.apply(this);
    }
  }

  /** An expression whose value, a string, becomes part of the string. */
  record Interpolation(Code code) implements Part {
    @Override
    public <R> R match(Function<Literal, R> literal, Function<Interpolation, R> interpolation) {
      return interpolation.apply(this);
    }
  }

  /** A string. */
  record Template(List<Part> parts) implements NixExpr {
    public Template {
      parts = List.copyOf(parts);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.template(this);
    }
  }

  /** An integer. */
  record Whole(long value) implements NixExpr {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.whole(this);
    }
  }

  /** A path literal. */
  record PathLiteral(String path) implements NixExpr {
    // Nix reads "./a" but not "a" as a path, and none with a blank or a slash at its end.
    private static final Pattern SPELLABLE = Pattern.compile("\\.{0,2}(/[A-Za-z0-9._+-]+)+");

    public PathLiteral {
      if (!SPELLABLE.matcher(path).matches()) {
        throw new IllegalArgumentException("not a Nix path literal: " + path);
      }
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.path(this);
    }
  }

  /** A list. */
  record Sequence(List<NixExpr> elements) implements NixExpr {
    public Sequence {
      elements = List.copyOf(elements);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.sequence(this);
    }
  }

  /** An attribute set, its bindings in the order given. */
  record AttributeSet(List<Attribute> attributes) implements NixExpr {
    public AttributeSet {
      attributes = List.copyOf(attributes);
      if (attributes.stream().map(Attribute::path).distinct().count() != attributes.size()) {
        throw new IllegalArgumentException("an attribute is bound twice: " + attributes);
      }
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.attributeSet(this);
    }
  }

  /**
   * A binding.
   *
   * @param path at least one name; names may be any text
   */
  record Attribute(List<String> path, NixExpr value) {
    public Attribute {
      path = List.copyOf(path);
      if (path.isEmpty()) {
        throw new IllegalArgumentException("an attribute needs a name");
      }
      path.forEach(NixStrings::requireSpellable);
    }
  }

  /** Nix code. Written by this program, never by its users. */
  record Code(String code) implements NixExpr {
    private static final Pattern SELECTION =
        Pattern.compile("[A-Za-z_][A-Za-z0-9_'-]*(\\.[A-Za-z_][A-Za-z0-9_'-]*)*");

    public Code {
      if (code.isBlank() || code.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException("not one line of Nix: " + code);
      }
    }

    /** Returns whether it may stand in a list or as an argument without parentheses. */
    boolean isSelection() {
      return SELECTION.matcher(code).matches();
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.code(this);
    }
  }

  /** The call of a function. */
  record Application(Code function, List<NixExpr> arguments) implements NixExpr {
    public Application {
      arguments = List.copyOf(arguments);
      if (arguments.isEmpty()) {
        throw new IllegalArgumentException("a call needs an argument: " + function.code());
      }
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.application(this);
    }
  }
}
