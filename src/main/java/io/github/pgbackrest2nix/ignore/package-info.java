/**
 * Comments that ask for a finding to be left out. Knows no rules but its own, nor what a finding is
 * about.
 */
@NullMarked
package io.github.pgbackrest2nix.ignore;

import org.jspecify.annotations.NullMarked;
