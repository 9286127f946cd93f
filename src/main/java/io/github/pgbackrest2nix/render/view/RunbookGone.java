package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.RepositoryPlan;
import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to do while one of several repositories is gone.
 *
 * @param disabled those that are disabled
 * @param unmount what takes away the file systems of the others, where there are any
 * @param room what makes PostgreSQL remove WAL that is archived, for each stanza
 */
record RunbookGone(List<String> disabled, Optional<FencedBlock> unmount, List<FencedBlock> room) {

  /** Finds it; nothing where there is one repository only. */
  static Optional<RunbookGone> of(Deployment deployment, List<RunbookStanza> stanzas) {
    List<RepositoryPlan> all =
        Stream.concat(deployment.repositories().stream(), deployment.disabled().stream()).toList();
    return all.size() < 2
        ? Optional.empty()
        : Optional.of(
            new RunbookGone(
                deployment.disabled().stream().map(Headers::describe).toList(),
                unmount(deployment.repositories()),
                stanzas.stream().map(RunbookGone::room).toList()));
  }

  private static Optional<FencedBlock> unmount(List<RepositoryPlan> repositories) {
    List<String> lines =
        repositories.stream()
            .flatMap(repository -> repository.mount().stream())
            .distinct()
            .map(mount -> "sudo umount --force --lazy " + Shell.word(mount))
            .toList();
    return lines.isEmpty() ? Optional.empty() : Optional.of(Shell.block(lines));
  }

  private static FencedBlock room(RunbookStanza stanza) {
    return stanza.block(stanza.psql("-c checkpoint"));
  }
}
