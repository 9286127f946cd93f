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

  /**
   * Returns what is in use: the repositories that are enabled, and of jobs, restore drills and
   * promises those that need no other.
   */
  public Description inUse() {
    List<Repository> enabled = repositories.stream().filter(Repository::enabled).toList();
    if (enabled.size() == repositories.size()) {
      return this;
    }
    return new Description(
        host,
        target,
        settings,
        commandSettings,
        enabled,
        stanzas.stream().map(stanza -> stanza.onlyWith(enabled, repositories)).toList(),
        sanoid,
        metrics,
        alerts,
        supersedes,
        onFailure);
  }

  /**
   * Returns whether a job writes to several repositories, in use or not: its units keep their names
   * while one is disabled.
   */
  public boolean writesToSeveral(Job job) {
    return (job.repositories().isEmpty() ? repositories : job.repositories()).size() > 1;
  }

  /** Returns the repositories that a job writes to: those it names, or all. */
  public List<Repository> repositoriesOf(Job job) {
    if (job.repositories().isEmpty()) {
      return repositories;
    }
    return repositories.stream().filter(each -> job.repositories().contains(each.name())).toList();
  }
}
