package io.github.pgbackrest2nix.source;

import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A value of a YAML document and where it stands. */
public sealed interface SourceNode {
  /**
   * Returns what to underline: the text of a scalar or of a collection in brackets, brackets
   * included. A collection written as a block has no end of its own, so it has the span of the key
   * it stands under; as an item of a list, that of its first key; as the root, the empty span at
   * its start.
   */
  SourceSpan span();

  /** Returns what the matching case makes of this node. */
  <R> R match(Cases<R> cases);

  /**
   * One answer for each kind of node.
   *
   * @param <R> the answer
   */
  interface Cases<R> {
    R scalar(Scalar node);

    R sequence(Sequence node);

    R mapping(Mapping node);
  }

  /** What a scalar is by YAML 1.2's core schema; anything quoted is a string. */
  enum Kind {
    STRING,
    INTEGER,
    FLOAT,
    BOOLEAN,
    NULL
  }

  /**
   * A single value.
   *
   * @param text the value after quotes, escapes and folded lines are resolved; not the spelling
   * @param quoted whether it stands in quotes or as a block; otherwise it is plain
   */
  record Scalar(SourceSpan span, String text, Kind kind, boolean quoted) implements SourceNode {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.scalar(this);
    }

    /** Returns whether this boolean is true. */
    public boolean isTrue() {
      return kind == Kind.BOOLEAN && text.toLowerCase(Locale.ROOT).equals("true");
    }

    /** Returns the number that this integer spells: decimal, {@code 0x} or {@code 0o}. */
    public BigInteger integer() {
      if (kind != Kind.INTEGER) {
        throw new IllegalStateException("not an integer");
      }
      if (text.startsWith("0x")) {
        return new BigInteger(text.substring(2), 16);
      }
      return text.startsWith("0o")
          ? new BigInteger(text.substring(2), 8)
          : new BigInteger(text.startsWith("+") ? text.substring(1) : text);
    }

    /** Returns the number that this float spells, or nothing for infinities and no-numbers. */
    public Optional<BigDecimal> decimal() {
      if (kind != Kind.FLOAT) {
        throw new IllegalStateException("not a float");
      }
      String lower = text.toLowerCase(Locale.ROOT);
      return lower.endsWith("inf") || lower.endsWith("nan")
          ? Optional.empty()
          : Optional.of(new BigDecimal(text));
    }
  }

  /** A list. */
  record Sequence(SourceSpan span, List<SourceNode> items) implements SourceNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.sequence(this);
    }
  }

  /**
   * A map.
   *
   * @param entries in the order written, each key once
   */
  record Mapping(SourceSpan span, List<Entry> entries) implements SourceNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.mapping(this);
    }

    /** Finds the value under this key. */
    public Optional<SourceNode> find(String key) {
      return entries.stream()
          .filter(entry -> entry.name().equals(key))
          .findFirst()
          .map(Entry::value);
    }
  }

  /**
   * A key and its value.
   *
   * @param key always a string
   */
  record Entry(Scalar key, SourceNode value) {
    /** Returns the key's text. */
    public String name() {
      return key.text();
    }
  }
}
