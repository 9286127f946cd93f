package io.github.pgbackrest2nix.render.template;

import freemarker.core.CommonTemplateMarkupOutputModel;
import org.jspecify.annotations.Nullable;

/** A text of a known output language, as FreeMarker carries it. */
final class FragmentModel extends CommonTemplateMarkupOutputModel<FragmentModel> {
  private final EscapingFormat format;

  FragmentModel(EscapingFormat format, @Nullable String plainText, @Nullable String markup) {
    super(plainText, markup);
    this.format = format;
  }

  @Override
  public EscapingFormat getOutputFormat() {
    return format;
  }
}
