package io.github.pgbackrest2nix.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A line as a terminal shows it and what to underline.
 *
 * @param text without tabs and control characters, cut round the underline if it is long
 * @param indent columns before the underline
 * @param length columns of the underline, at least 1
 */
record Picture(String text, int indent, int length) {
  private static final int WIDEST = 100;
  private static final int BEFORE = 40;
  private static final int TAB = 4;

  /** Of a long line, only so many characters to both sides are looked at. */
  private static final int NEAR = 500;

  private static final String CUT = "…";
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  /** Draws the line; columns count code points from 1, the end is exclusive. */
  static Picture of(String line, int column, int endColumn) {
    int cut = Math.max(0, column - 1 - NEAR);
    int[] near = line.codePoints().skip(cut).limit(2 * NEAR).toArray();
    List<Cell> cells = cells(near);
    int from = Math.min(column - 1 - cut, cells.size());
    int to = Math.max(from, Math.min(endColumn - 1 - cut, cells.size()));
    int start = 0;
    int end = cells.size();
    if (width(cells, 0, end) > WIDEST) {
      start = back(cells, from);
      end = forth(cells, start);
    }
    String text =
        (start > 0 ? CUT : "") + text(cells, start, end) + (end < cells.size() ? CUT : "");
    int indent = width(cells, start, from) + (start > 0 ? 1 : 0);
    int length = width(cells, from, Math.min(to, end));
    return new Picture(text.stripTrailing(), indent, Math.max(1, length));
  }

  /** Returns the text with what would steer a terminal made visible. */
  static String harmless(String text) {
    List<Cell> cells = cells(text.codePoints().toArray());
    return text(cells, 0, cells.size());
  }

  private static List<Cell> cells(int[] points) {
    List<Cell> cells = new ArrayList<>();
    int column = 0;
    for (int point : points) {
      Cell cell = cell(point, column);
      cells.add(cell);
      column += cell.width();
    }
    return cells;
  }

  private static Cell cell(int point, int column) {
    if (point == '\t') {
      int width = TAB - column % TAB;
      return new Cell(" ".repeat(width), width);
    }
    if (point == ZERO_WIDTH_JOINER) {
      return new Cell(Character.toString(point), 0); // part of many emoji
    }
    boolean steers =
        Character.isISOControl(point)
            || Character.getType(point) == Character.FORMAT
            || Character.getType(point) == Character.SURROGATE
            || Character.getType(point) == Character.LINE_SEPARATOR
            || Character.getType(point) == Character.PARAGRAPH_SEPARATOR;
    return steers
        ? new Cell("\uFFFD", 1)
        : new Cell(Character.toString(point), DisplayWidth.of(point));
  }

  private static int back(List<Cell> cells, int from) {
    int start = from;
    while (start > 0 && width(cells, start - 1, from) <= BEFORE) {
      start--;
    }
    return start;
  }

  private static int forth(List<Cell> cells, int start) {
    int end = start;
    int width = 0;
    while (end < cells.size() && width + cells.get(end).width() <= WIDEST) {
      width += cells.get(end).width();
      end++;
    }
    return end;
  }

  private static int width(List<Cell> cells, int from, int to) {
    return from >= to ? 0 : cells.subList(from, to).stream().mapToInt(Cell::width).sum();
  }

  private static String text(List<Cell> cells, int from, int to) {
    StringBuilder text = new StringBuilder();
    cells.subList(from, to).forEach(cell -> text.append(cell.text()));
    return text.toString();
  }

  private record Cell(String text, int width) {}
}
