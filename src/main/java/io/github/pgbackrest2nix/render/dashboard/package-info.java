/**
 * The dashboard for Grafana, the same for every host. Knows which metrics there are; knows nothing
 * of a deployment.
 */
@NullMarked
package io.github.pgbackrest2nix.render.dashboard;

import org.jspecify.annotations.NullMarked;
