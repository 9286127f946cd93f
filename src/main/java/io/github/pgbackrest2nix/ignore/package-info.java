/**
 * Comments that ask for a finding to be left out. Knows the places of findings, but not what they
 * are about.
 */
@NullMarked
package io.github.pgbackrest2nix.ignore;

import org.jspecify.annotations.NullMarked;
