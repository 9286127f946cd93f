package io.github.pgbackrest2nix.render.template;

import freemarker.core.CommonMarkupOutputFormat;
import io.github.pgbackrest2nix.nix.NixExpr;
import io.github.pgbackrest2nix.nix.NixPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What FreeMarker has to know of an output language: how any text is spelled in it. */
final class EscapingFormat extends CommonMarkupOutputFormat<FragmentModel> {
  private static final EscapingFormat NIX =
      new EscapingFormat("Nix", text -> NixPrinter.printSoftly(NixExpr.string(text)));
  private static final EscapingFormat YAML = new EscapingFormat("YAML", YamlScalars::quote);
  private static final EscapingFormat MARKDOWN =
      new EscapingFormat("Markdown", MarkdownText::escape);

  private final String name;
  private final UnaryOperator<String> escape;

  private EscapingFormat(String name, UnaryOperator<String> escape) {
    this.name = name;
    this.escape = escape;
  }

  static EscapingFormat of(Language language) {
    return switch (language) {
      case NIX -> NIX;
      case YAML -> YAML;
      case MARKDOWN -> MARKDOWN;
    };
  }

  /** Returns a value that is written as it is. */
  FragmentModel markup(String markup) {
    return newTemplateMarkupOutputModel(null, markup);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public @Nullable String getMimeType() {
    return null;
  }

  @Override
  public void output(String text, Writer out) throws IOException {
    out.write(escapePlainText(text));
  }

  @Override
  public String escapePlainText(String text) {
    return escape.apply(text);
  }

  @Override
  public boolean isLegacyBuiltInBypassed(String builtInName) {
    return false;
  }

  @Override
  protected FragmentModel newTemplateMarkupOutputModel(
      @Nullable String plainText, @Nullable String markup) {
    return new FragmentModel(this, plainText, markup);
  }
}
