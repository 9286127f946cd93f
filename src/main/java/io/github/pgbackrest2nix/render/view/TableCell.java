package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.render.template.CodeSpan;

/** What stands in a cell of a Markdown table. */
final class TableCell {
  private TableCell() {}

  /** Returns code for a cell, which a bare bar would end, even inside of code. */
  static CodeSpan code(String code) {
    return new CodeSpan(code.replace("|", "\\|"));
  }
}
