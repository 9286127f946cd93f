package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.StanzaPlan;
import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a cluster needs that NixOS does not run.
 *
 * @param settings lines of postgresql.conf, for each stanza
 * @param writePaths directories that archive_command writes to
 * @param check what proves that it is set up, for each stanza
 */
record RunbookOtherClusters(
    List<FencedBlock> settings, FencedBlock writePaths, List<FencedBlock> check) {
  // Of the system's packages, and so the same after every update.
  private static final String PGBACKREST = "/run/current-system/sw/bin/pgbackrest";

  static Optional<RunbookOtherClusters> of(Deployment deployment, List<RunbookStanza> stanzas) {
    if (stanzas.size() == 1) {
      return Optional.empty();
    }
    return Optional.of(
        new RunbookOtherClusters(
            stanzas.stream().map(stanza -> settings(stanza.plan())).toList(),
            new FencedBlock("text", String.join("\n", writePaths(deployment))),
            stanzas.stream()
                .map(
                    stanza ->
                        stanza.block(
                            RunbookStanza.start(stanza.plan().stanzaCreate()),
                            stanza.pgbackrest("check")))
                .toList()));
  }

  private static FencedBlock settings(StanzaPlan stanza) {
    List<String> lines = new ArrayList<>();
    lines.add(Shell.comment("stanza " + stanza.name()));
    lines.add("port = " + stanza.port());
    lines.add("unix_socket_directories = '" + stanza.socketDir() + "'");
    lines.add("archive_mode = on");
    lines.add(
        "archive_command = '" + PGBACKREST + " --stanza=" + stanza.name() + " archive-push %p'");
    stanza
        .archiveTimeout()
        .ifPresent(timeout -> lines.add("archive_timeout = " + timeout.toSeconds()));
    return new FencedBlock("text", String.join("\n", lines));
  }

  private static List<String> writePaths(Deployment deployment) {
    return deployment.stanzas().stream()
        .flatMap(stanza -> PostgresqlView.writePaths(deployment, stanza).stream())
        .distinct()
        .toList();
  }
}
