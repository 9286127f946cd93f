/** What each template is given: one record per template, finished. Knows nothing of files. */
@NullMarked
package io.github.pgbackrest2nix.render.view;

import org.jspecify.annotations.NullMarked;
