/**
 * How text is spelled in systemd's unit files and tmpfiles.d. Knows nothing of Nix, of particular
 * units or of pgBackRest.
 */
@NullMarked
package io.github.pgbackrest2nix.systemd;

import org.jspecify.annotations.NullMarked;
