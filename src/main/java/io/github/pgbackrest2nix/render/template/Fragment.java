package io.github.pgbackrest2nix.render.template;

/**
 * A value of a view that is already spelled in the language of its template. A template of another
 * language refuses it.
 */
public sealed interface Fragment
    permits NixFragment, YamlFragment, CodeSpan, FencedBlock, MarkdownFragment {
  /** Returns the language it is spelled in. */
  Language language();

  /** Returns the text as it shall stand, with {@link io.github.pgbackrest2nix.nix.SoftBreaks}. */
  String markup();
}
