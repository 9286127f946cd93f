package io.github.pgbackrest2nix.model;

import java.util.List;
import java.util.Optional;

/**
 * One host's backups, as described.
 *
 * @param host label of the host in metrics and headers
 * @param settings pgBackRest's section {@code [global]}
 * @param commandSettings its sections {@code [global:COMMAND]}
 * @param repositories in the order of their keys
 * @param stanzas as written, at least one
 * @param onFailure units, with their suffix, that systemd starts when one of the rendered units
 *     fails; {@code %n} in them is the failed unit's name
 */
public record Description(
    String host,
    Target target,
    Settings settings,
    List<CommandSettings> commandSettings,
    List<Repository> repositories,
    List<Stanza> stanzas,
    Optional<Sanoid> sanoid,
    Metrics metrics,
    Alerts alerts,
    Supersedes supersedes,
    List<String> onFailure) {
  public Description {
    commandSettings = List.copyOf(commandSettings);
    onFailure = List.copyOf(onFailure);
    repositories = List.copyOf(repositories);
    stanzas = List.copyOf(stanzas);
  }

  /** Finds the repository that the description calls by this name. */
  public Optional<Repository> findRepository(String name) {
    return repositories.stream().filter(repository -> repository.name().equals(name)).findFirst();
  }

  /** Returns the repositories that a job writes to: those it names, or all. */
  public List<Repository> repositoriesOf(Job job) {
    if (job.repositories().isEmpty()) {
      return repositories;
    }
    return repositories.stream().filter(each -> job.repositories().contains(each.name())).toList();
  }
}
