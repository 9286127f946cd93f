/**
 * What pgBackRest's versions are known to do wrong. Knows nothing of findings or of the runbook.
 */
@NullMarked
package io.github.pgbackrest2nix.defect;

import org.jspecify.annotations.NullMarked;
