package io.github.pgbackrest2nix.report;

import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.report.CaretFormat.Colour;

/** The colours of a terminal, or none. */
final class Style {
  private static final String ESCAPE = "\u001B[";
  private static final String BOLD = "1";
  private static final String BOLD_RED = "1;31";
  private static final String BOLD_YELLOW = "1;33";
  private static final String BOLD_CYAN = "1;36";
  private static final String BLUE = "34";

  private final Colour colour;

  Style(Colour colour) {
    this.colour = colour;
  }

  String severity(Severity severity, String text) {
    return painted(
        switch (severity) {
          case ERROR -> BOLD_RED;
          case WARNING -> BOLD_YELLOW;
          case NOTE -> BOLD_CYAN;
        },
        text);
  }

  String strong(String text) {
    return painted(BOLD, text);
  }

  /** Returns what frames an excerpt: line numbers, bars and arrows. */
  String frame(String text) {
    return painted(BLUE, text);
  }

  private String painted(String code, String text) {
    return colour == Colour.NONE ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
  }
}
