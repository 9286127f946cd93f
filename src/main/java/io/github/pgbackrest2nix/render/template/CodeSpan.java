package io.github.pgbackrest2nix.render.template;

/**
 * Code inside of a line of Markdown. In a table cell a {@code |} in it would end the cell.
 *
 * @param text shown as it is, its breaks as blanks
 */
public record CodeSpan(String text) implements Fragment {
  @Override
  public Language language() {
    return Language.MARKDOWN;
  }

  @Override
  public String markup() {
    String line = MarkdownText.flatten(text);
    if (line.isEmpty()) {
      return "";
    }
    String fence = MarkdownText.fence(line, 1);
    // One blank at each end is dropped by Markdown; it keeps a backtick off the fence.
    boolean padded = line.startsWith("`") || line.endsWith("`") || isPadded(line);
    return padded ? fence + " " + line + " " + fence : fence + line + fence;
  }

  private static boolean isPadded(String line) {
    return line.startsWith(" ") && line.endsWith(" ") && !line.isBlank();
  }
}
