package io.github.pgbackrest2nix.render.template;

/**
 * A piece of Markdown of our own, on one line.
 *
 * @param markup stands as it is
 */
public record MarkdownFragment(String markup) implements Fragment {
  public MarkdownFragment {
    if (!markup.equals(MarkdownText.flatten(markup))) {
      throw new IllegalArgumentException("not one line of text: " + markup);
    }
  }

  @Override
  public Language language() {
    return Language.MARKDOWN;
  }
}
