package io.github.pgbackrest2nix.render.template;

import io.github.pgbackrest2nix.nix.NixComment;

/** A piece of a YAML file. */
public final class YamlFragment implements Fragment {
  private final String markup;

  private YamlFragment(String markup) {
    this.markup = markup;
  }

  /** Returns a text that holds double quotes, such as PromQL, without a backslash for each. */
  public static YamlFragment quotation(String text) {
    return new YamlFragment(YamlScalars.quoteSparingly(text));
  }

  /** Returns the text as comment lines, each with its {@code #}; to stand alone in its line. */
  public static YamlFragment comment(String text) {
    // Comments of Nix and YAML are spelled alike, and what would end one would end the other.
    return new YamlFragment(NixComment.print(text));
  }

  @Override
  public Language language() {
    return Language.YAML;
  }

  @Override
  public String markup() {
    return markup;
  }
}
