package io.github.pgbackrest2nix.rule;

import io.github.pgbackrest2nix.rule.repository.ArchiveTypeWithoutArchive;
import io.github.pgbackrest2nix.rule.repository.IncompleteCredentials;
import io.github.pgbackrest2nix.rule.repository.NoFullRetention;
import io.github.pgbackrest2nix.rule.repository.RepoPathOverlap;
import io.github.pgbackrest2nix.rule.repository.RepositoryKeyClash;
import io.github.pgbackrest2nix.rule.repository.SecretPathInStore;
import io.github.pgbackrest2nix.rule.schedule.AlertThresholdBelowSchedule;
import io.github.pgbackrest2nix.rule.schedule.CalendarNeverElapses;
import io.github.pgbackrest2nix.rule.schedule.CalendarNotValid;
import io.github.pgbackrest2nix.rule.schedule.RpoWithoutArchiveTimeout;
import io.github.pgbackrest2nix.rule.schedule.UnknownAlert;
import io.github.pgbackrest2nix.rule.setting.CommandLineOnlyOption;
import io.github.pgbackrest2nix.rule.setting.CommandOptionMismatch;
import io.github.pgbackrest2nix.rule.setting.DependencyUnmet;
import io.github.pgbackrest2nix.rule.setting.DeprecatedName;
import io.github.pgbackrest2nix.rule.setting.OptionNotInVersion;
import io.github.pgbackrest2nix.rule.setting.OptionSetElsewhere;
import io.github.pgbackrest2nix.rule.setting.OptionValueNotValid;
import io.github.pgbackrest2nix.rule.setting.SecretInStore;
import io.github.pgbackrest2nix.rule.setting.TimeoutOrder;
import io.github.pgbackrest2nix.rule.setting.UnknownOption;
import io.github.pgbackrest2nix.rule.setting.WrongSection;
import io.github.pgbackrest2nix.rule.stanza.ClusterIdentityClash;
import io.github.pgbackrest2nix.rule.stanza.ExpireNeverRuns;
import io.github.pgbackrest2nix.rule.stanza.NotRendered;
import io.github.pgbackrest2nix.rule.stanza.RepoWithoutFullSchedule;
import io.github.pgbackrest2nix.rule.stanza.UnitNameClash;
import io.github.pgbackrest2nix.rule.stanza.UnknownRepository;
import io.github.pgbackrest2nix.rule.stanza.UnknownSnapshotTemplate;
import io.github.pgbackrest2nix.rule.stanza.VersionMatrix;
import java.util.List;

/** The rules; an id that is retired is never used again. */
public final class RuleCatalog {
  private static final List<Rule> ALL =
      List.of(
          new AlertThresholdBelowSchedule(),
          new ArchiveTypeWithoutArchive(),
          new CalendarNeverElapses(),
          new CalendarNotValid(),
          new ClusterIdentityClash(),
          new CommandLineOnlyOption(),
          new CommandOptionMismatch(),
          new DependencyUnmet(),
          new DeprecatedName(),
          new ExpireNeverRuns(),
          new IncompleteCredentials(),
          new NoFullRetention(),
          new NotRendered(),
          new OptionNotInVersion(),
          new OptionSetElsewhere(),
          new OptionValueNotValid(),
          new RepoPathOverlap(),
          new RepoWithoutFullSchedule(),
          new RepositoryKeyClash(),
          new RpoWithoutArchiveTimeout(),
          new SecretInStore(),
          new SecretPathInStore(),
          new TimeoutOrder(),
          new UnitNameClash(),
          new UnknownAlert(),
          new UnknownOption(),
          new UnknownRepository(),
          new UnknownSnapshotTemplate(),
          new VersionMatrix(),
          new WrongSection());

  private RuleCatalog() {}

  /** Returns all rules, by the names of their classes. */
  public static List<Rule> all() {
    return ALL;
  }
}
