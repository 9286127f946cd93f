package io.github.pgbackrest2nix.render.template;

import io.github.pgbackrest2nix.nix.SoftBreaks;
import java.util.stream.Collectors;

/**
 * A block of code in Markdown, to stand alone in its line and indented like it.
 *
 * @param info what the code is written in, one word; may be empty
 */
public record FencedBlock(String info, String text) implements Fragment {
  public FencedBlock {
    if (!info.matches("[a-z0-9-]*")) {
      throw new IllegalArgumentException("not the name of a language: " + info);
    }
  }

  @Override
  public Language language() {
    return Language.MARKDOWN;
  }

  @Override
  public String markup() {
    String fence = MarkdownText.fence(text, 3);
    return text.replaceAll("\\R", "\n")
        .lines()
        .map(line -> MarkdownText.neutralize(line.replace("\t", "    ")) + SoftBreaks.NEWLINE)
        .collect(Collectors.joining("", fence + info + SoftBreaks.NEWLINE, fence));
  }
}
