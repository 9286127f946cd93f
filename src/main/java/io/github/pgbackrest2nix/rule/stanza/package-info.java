/**
 * Checks of what stanzas, jobs and repositories say of each other. Knows nothing of options under
 * settings.
 */
@NullMarked
package io.github.pgbackrest2nix.rule.stanza;

import org.jspecify.annotations.NullMarked;
