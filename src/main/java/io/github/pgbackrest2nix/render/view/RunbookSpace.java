package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.RepositoryPlan;
import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to do when a file system is full.
 *
 * @param look what takes the room of repositories, for each stanza
 * @param expire says what would expire if less were kept, and lets it, for each stanza
 * @param leftovers whether that begins with removing what no command will ever finish
 * @param drain has PostgreSQL send and remove its WAL once there is room, for each stanza
 */
record RunbookSpace(
    List<FencedBlock> look, List<FencedBlock> expire, boolean leftovers, List<FencedBlock> drain) {

  static RunbookSpace of(Deployment deployment, List<RunbookStanza> stanzas) {
    List<String> local = local(deployment.repositories());
    return new RunbookSpace(
        stanzas.stream().map(stanza -> look(stanza, local)).toList(),
        stanzas.stream().map(stanza -> expire(stanza, local)).toList(),
        !local.isEmpty(),
        stanzas.stream().map(RunbookSpace::drain).toList());
  }

  private static List<String> local(List<RepositoryPlan> repositories) {
    return repositories.stream()
        .flatMap(repository -> repository.directory().stream())
        .map(Shell::word)
        .toList();
  }

  private static FencedBlock look(RunbookStanza stanza, List<String> local) {
    List<String> lines = new ArrayList<>();
    lines.add(
        Stream.concat(Stream.of(Shell.word(stanza.plan().dataDir() + "/pg_wal")), local.stream())
            .collect(Collectors.joining(" ", "df -h ", "")));
    for (String path : local) {
      String own = Shell.word("/" + stanza.plan().name());
      lines.add("sudo du -sh " + path + "/backup" + own + " " + path + "/archive" + own);
    }
    return stanza.block(lines.toArray(String[]::new));
  }

  private static FencedBlock expire(RunbookStanza stanza, List<String> local) {
    List<String> lines = new ArrayList<>();
    lines.add("REPO=" + stanza.repositories().get(0).key() + " KEEP=2 DRY=--dry-run");
    if (!local.isEmpty()) {
      lines.add(
          "[ \"$DRY\" ] || sudo -u postgres find "
              + String.join(" ", local)
              + " -name '*.pgbackrest.tmp' -delete");
    }
    lines.add(stanza.pgbackrest("--repo=\"$REPO\" --log-level-console=info expire $DRY \\"));
    lines.add(
        "  --repo\"$REPO\"-retention-full-type=count --repo\"$REPO\"-retention-full=\"$KEEP\"");
    return stanza.block(lines.toArray(String[]::new));
  }

  private static FencedBlock drain(RunbookStanza stanza) {
    return stanza.block("sudo systemctl start postgresql.service", stanza.psql("-c checkpoint"));
  }
}
