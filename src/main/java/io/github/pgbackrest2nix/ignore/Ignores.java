package io.github.pgbackrest2nix.ignore;

import java.util.List;

/** The comments of one document that ask for findings to be left out. */
public final class Ignores {
  /** Those of a document without any. */
  public static final Ignores NONE = new Ignores(List.of());

  private final List<IgnoreComment> comments;

  Ignores(List<IgnoreComment> comments) {
    this.comments = List.copyOf(comments);
  }

  List<IgnoreComment> comments() {
    return comments;
  }
}
