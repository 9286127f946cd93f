package io.github.pgbackrest2nix.change;

import io.github.pgbackrest2nix.change.Pairs.Pair;
import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.identity.StanzaIdentity;
import io.github.pgbackrest2nix.rule.Finding;
import java.util.ArrayList;
import java.util.List;

/** What ties one stanza to its backups and its cluster, and is another now. */
final class StanzaChanges {
  private final StanzaIdentity before;
  private final StanzaIdentity now;
  private final ConfigPath at;
  private final ConfigPath postgresql;

  StanzaChanges(Pair<StanzaIdentity> pair) {
    this.before = pair.before();
    this.now = pair.now();
    this.at = ConfigPath.of("stanzas", now.name());
    this.postgresql = at.child("postgresql");
  }

  List<Change> all() {
    List<Change> all = new ArrayList<>();
    if (!before.name().equals(now.name())) {
      all.add(renamed());
    }
    boolean upgraded = before.version().isPresent() && !before.version().equals(now.version());
    if (upgraded) {
      all.add(version(before.version().get(), now.version().orElseThrow()));
    }
    // With another major version, another directory is what an upgrade has.
    if (!upgraded && !before.dataDir().equals(now.dataDir())) {
      all.add(dataDirectory());
    }
    return all;
  }

  private Change renamed() {
    return Change.error(
        ChangeRules.STANZA_RENAMED,
        Finding.atKey(
            at,
            "the backups of the cluster in %s are those of the stanza \"%s\" and stay so: under the name \"%s\" pgBackRest finds none of them, and nothing expires, checks or restores them any more"
                .formatted(before.dataDir(), before.name(), now.name())),
        "write \"%s\" again: pgBackRest cannot rename a stanza; if a new start without the old backups is meant"
            .formatted(before.name()),
        now.name() + ".name");
  }

  private Change version(int old, int next) {
    return Change.error(
        ChangeRules.MAJOR_VERSION_CHANGED,
        Finding.atKey(
            postgresql.child("version"),
            "the stanza \"%s\" has the backups of PostgreSQL %d: until stanza-upgrade pgBackRest refuses WAL and backups of %d, and what is in the repositories can be restored with %d only"
                .formatted(now.name(), old, next, old)),
        "write version: %d again until the cluster is upgraded; in the course of RUNBOOK.md, Upgrade"
            .formatted(old),
        now.name() + ".version");
  }

  private Change dataDirectory() {
    return Change.error(
        ChangeRules.DATA_DIRECTORY_CHANGED,
        Finding.atKey(
            postgresql.child("dataDir"),
            "the stanza \"%s\" has the backups of the cluster in %s: if another one is in %s, pgBackRest refuses its WAL, and backups end"
                .formatted(now.name(), before.dataDir(), now.dataDir())),
        "write dataDir: %s again, and describe another cluster as another stanza; if this cluster itself has moved"
            .formatted(before.dataDir()),
        now.name() + ".dataDir");
  }
}
