package io.github.pgbackrest2nix.source;

import io.github.pgbackrest2nix.diagnostic.SourceSpan;

/**
 * A comment of a YAML text.
 *
 * @param span from the number sign to the end of the line
 * @param text behind the number sign, without blanks around it
 * @param about the line that it is about: its own or, where it stands alone, the next line that is
 *     no comment
 */
public record Comment(SourceSpan span, String text, int about) {}
