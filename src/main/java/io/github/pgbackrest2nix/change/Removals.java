package io.github.pgbackrest2nix.change;

import io.github.pgbackrest2nix.change.Pairs.Pair;
import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.identity.RepositoryIdentity;
import io.github.pgbackrest2nix.identity.StanzaIdentity;
import io.github.pgbackrest2nix.identity.Tie;
import io.github.pgbackrest2nix.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is no longer described, and stays behind. */
final class Removals {
  private final Pairs<RepositoryIdentity> repositories;
  private final Pairs<StanzaIdentity> stanzas;

  Removals(Pairs<RepositoryIdentity> repositories, Pairs<StanzaIdentity> stanzas) {
    this.repositories = repositories;
    this.stanzas = stanzas;
  }

  List<Change> all() {
    List<Change> all = new ArrayList<>();
    repositories.gone().forEach(each -> all.add(repository(each)));
    stanzas.gone().forEach(each -> all.add(stanza(each)));
    for (Pair<StanzaIdentity> stanza : stanzas.pairs()) {
      for (Pair<RepositoryIdentity> repository : repositories.pairs()) {
        fullJob(stanza, repository).ifPresent(all::add);
        drill(stanza, repository).ifPresent(all::add);
      }
    }
    return all;
  }

  private static Change repository(RepositoryIdentity gone) {
    String name =
        gone.name().map(each -> "\"" + each + "\" (" + gone.label() + ")").orElse(gone.label());
    String passphrase =
        gone.find(Tie.PASSPHRASE)
            .map(each -> ", and its passphrase (" + each + ") as long as them")
            .orElse("");
    return Change.warning(
        ChangeRules.REPOSITORY_REMOVED,
        Finding.atKey(
                ConfigPath.of("repos"),
                "the repository %s is no longer described: its backups and WAL stay at %s, and nothing expires, checks or restores them any more"
                    .formatted(name, Place.text(gone)))
            .help(
                "keep them until the other repositories reach back as far%s; then delete them there, and its credentials on the host"
                    .formatted(passphrase)));
  }

  private static Change stanza(StanzaIdentity gone) {
    return Change.warning(
        ChangeRules.STANZA_REMOVED,
        Finding.atKey(
                ConfigPath.of("stanzas"),
                "the stanza \"%s\" (%s) is no longer described: its backups and WAL stay in every repository, where nothing expires them, and its cluster is no longer backed up"
                    .formatted(gone.name(), gone.dataDir()))
            .help(
                "to have them deleted, run \"pgbackrest stop\" and \"pgbackrest stanza-delete\" for it before the switch, while it is configured; what it has left in the spool and of restore drills can go, too"));
  }

  private static Optional<Change> fullJob(
      Pair<StanzaIdentity> stanza, Pair<RepositoryIdentity> repository) {
    boolean had = hadFullBackups(stanza.before(), repository.before());
    return had && !stanza.now().makesFullBackups(name(repository.now()))
        ? Optional.of(fullJob(stanza.now(), name(repository.now())))
        : Optional.empty();
  }

  private static boolean hadFullBackups(StanzaIdentity stanza, RepositoryIdentity repository) {
    return repository.name().filter(stanza::makesFullBackups).isPresent();
  }

  private static Change fullJob(StanzaIdentity stanza, String repository) {
    return Change.warning(
        ChangeRules.LAST_FULL_JOB_REMOVED,
        Finding.atKey(
                at(stanza).child("schedules"),
                "the last job is gone that made full backups of \"%s\" in \"%s\": only a new one lets older backups expire, so all that is there stays, and WAL with it, until the repository is full"
                    .formatted(stanza.name(), repository))
            .help(
                "leave a job of type full for it, with \"%s\" among its repos"
                    .formatted(repository)));
  }

  private static Optional<Change> drill(
      Pair<StanzaIdentity> stanza, Pair<RepositoryIdentity> repository) {
    boolean had = repository.before().name().filter(stanza.before().drills()::contains).isPresent();
    return had && !stanza.now().drills().contains(name(repository.now()))
        ? Optional.of(drill(stanza.now(), name(repository.now())))
        : Optional.empty();
  }

  private static Change drill(StanzaIdentity stanza, String repository) {
    return Change.warning(
        ChangeRules.DRILL_REMOVED,
        Finding.atKey(
                at(stanza).child("restoreDrill"),
                "the backups of \"%s\" in \"%s\" are no longer restored on trial, and the alerts on that go, too: a backup that cannot be restored shows only when it is needed"
                    .formatted(stanza.name(), repository))
            .help(
                "leave a drill for each repository that you count on; the result of the last one stays in /var/lib/pgbackrest-drill"));
  }

  private static String name(RepositoryIdentity now) {
    return now.name().orElseThrow();
  }

  private static ConfigPath at(StanzaIdentity stanza) {
    return ConfigPath.of("stanzas", stanza.name());
  }
}
