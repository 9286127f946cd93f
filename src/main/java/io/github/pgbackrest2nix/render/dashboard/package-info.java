/**
 * The dashboard for Grafana, the same for every host. Knows the metrics by their lists and nothing
 * of a deployment.
 */
@NullMarked
package io.github.pgbackrest2nix.render.dashboard;

import org.jspecify.annotations.NullMarked;
