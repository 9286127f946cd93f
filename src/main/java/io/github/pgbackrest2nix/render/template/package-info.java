/**
 * Templates, and how values are spelled in the languages they are written in. Knows nothing of what
 * the values mean; the only package that knows FreeMarker.
 */
@NullMarked
package io.github.pgbackrest2nix.render.template;

import org.jspecify.annotations.NullMarked;
