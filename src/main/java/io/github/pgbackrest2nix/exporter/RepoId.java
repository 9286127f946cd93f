package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.metric.BackupMetrics;

/** One stanza in one repository: what backups belong to. */
record RepoId(String stanza, int key) implements Comparable<RepoId> {
  @Override
  public int compareTo(RepoId other) {
    int byStanza = stanza.compareTo(other.stanza);
    return byStanza != 0 ? byStanza : Integer.compare(key, other.key);
  }

  /** Returns the name that messages use. */
  @Override
  public String toString() {
    return "stanza \"" + stanza + "\" in " + BackupMetrics.repoLabel(key);
  }
}
