package io.github.pgbackrest2nix.render.template;

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

  @Override
  public Language language() {
    return Language.YAML;
  }

  @Override
  public String markup() {
    return markup;
  }
}
