package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.defect.Defect;
import io.github.pgbackrest2nix.identity.Identity;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Sanoid;
import io.github.pgbackrest2nix.model.Storage;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Decides everything about a host; total, for a description that has passed the checks. */
public final class DeploymentPlanner {
  private DeploymentPlanner() {}

  /** Returns what is rendered for this description. */
  public static Deployment plan(Description described) {
    Description description = described.inUse();
    List<RepositoryPlan> repositories = repositories(described, Repository::enabled);
    Map<Integer, RepositoryPlan> byKey =
        repositories.stream().collect(Collectors.toMap(RepositoryPlan::key, Function.identity()));
    List<StanzaPlan> stanzas =
        ConfigurationPlanner.sortedByName(description.stanzas()).stream()
            .map(stanza -> new StanzaPlanner(description, byKey, stanza).plan())
            .toList();
    Optional<CredentialsPlan> credentials = CredentialsPlanner.plan(description);
    return new Deployment(
        description.host(),
        description.target(),
        ConfigurationPlanner.plan(description),
        repositories,
        repositories(described, each -> !each.enabled()),
        stanzas,
        credentials,
        description.sanoid().map(DeploymentPlanner::sorted),
        MonitoringPlanner.plan(description, stanzas, credentials),
        description.supersedes(),
        description.repositories().stream().anyMatch(DeploymentPlanner::asksItsCloud),
        description.onFailure(),
        Defect.of(description),
        Identity.of(described));
  }

  private static List<RepositoryPlan> repositories(
      Description described, Predicate<Repository> which) {
    return described.repositories().stream()
        .filter(which)
        .sorted(Comparator.comparingInt(Repository::key))
        .map(DeploymentPlanner::repository)
        .toList();
  }

  private static boolean asksItsCloud(Repository repository) {
    return repository.storage().keyType().filter("auto"::equals).isPresent();
  }

  private static RepositoryPlan repository(Repository repository) {
    return new RepositoryPlan(
        repository.name(),
        repository.key(),
        repository.storage().type(),
        repository.path(),
        repository.storage().match(new Location(repository.path())),
        repository.directory(),
        repository.storage().mount());
  }

  private static Sanoid sorted(Sanoid sanoid) {
    return new Sanoid(
        sanoid.at(),
        sanoid.templates().stream().sorted(Comparator.comparing(Sanoid.Template::name)).toList(),
        sanoid.externalTemplates(),
        sanoid.datasets().stream().sorted(Comparator.comparing(Sanoid.Dataset::name)).toList(),
        sanoid.interval());
  }

  private record Location(String path) implements Storage.Cases<String> {
    @Override
    public String directory(Storage.Directory storage) {
      return path;
    }

    @Override
    public String s3(Storage.S3 storage) {
      return "s3://" + storage.bucket() + path + " at " + storage.endpoint();
    }

    @Override
    public String azure(Storage.Azure storage) {
      return "azure container " + storage.container() + ", " + path;
    }

    @Override
    public String gcs(Storage.Gcs storage) {
      return "gs://" + storage.bucket() + path;
    }

    @Override
    public String sftp(Storage.Sftp storage) {
      return "sftp://" + storage.user() + "@" + storage.host() + path;
    }
  }
}
