package io.github.pgbackrest2nix.change;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import java.util.List;

/** What {@link ChangeCheck} may report. */
public final class ChangeRules {
  static final RuleInfo REPOSITORY_MOVED =
      error("repository-moved", "a repository is somewhere else than its backups");
  static final RuleInfo REPOSITORY_KEY_CHANGED =
      error("repository-key-changed", "a repository has another number");
  static final RuleInfo CIPHER_CHANGED =
      error("cipher-changed", "a repository is encrypted otherwise than its backups");
  static final RuleInfo PASSPHRASE_REFERENCE_CHANGED =
      error("passphrase-reference-changed", "a repository's passphrase comes from elsewhere");
  static final RuleInfo STANZA_RENAMED =
      error("stanza-renamed", "a stanza has another name than its backups");
  static final RuleInfo DATA_DIRECTORY_CHANGED =
      error("data-directory-changed", "a stanza has another data directory");
  static final RuleInfo MAJOR_VERSION_CHANGED =
      error("major-version-changed", "a stanza has another major version of PostgreSQL");
  static final RuleInfo RETENTION_LOWERED =
      warning("retention-lowered", "the next run deletes backups or WAL");
  static final RuleInfo REPOSITORY_REMOVED =
      warning("repository-removed", "a repository is no longer described, and its backups stay");
  static final RuleInfo REPOSITORY_ENABLED_AGAIN =
      warning("repository-enabled-again", "a repository lacks what was written meanwhile");
  static final RuleInfo STANZA_REMOVED =
      warning("stanza-removed", "a stanza is no longer described, and its backups stay");
  static final RuleInfo LAST_FULL_JOB_REMOVED =
      warning("last-full-job-removed", "full backups to a repository have ended");
  static final RuleInfo DRILL_REMOVED =
      warning("drill-removed", "backups are no longer restored on trial");

  private static final List<RuleInfo> ALL =
      List.of(
          REPOSITORY_MOVED,
          REPOSITORY_KEY_CHANGED,
          CIPHER_CHANGED,
          PASSPHRASE_REFERENCE_CHANGED,
          STANZA_RENAMED,
          DATA_DIRECTORY_CHANGED,
          MAJOR_VERSION_CHANGED,
          RETENTION_LOWERED,
          REPOSITORY_REMOVED,
          REPOSITORY_ENABLED_AGAIN,
          STANZA_REMOVED,
          LAST_FULL_JOB_REMOVED,
          DRILL_REMOVED);

  private ChangeRules() {}

  /** Returns all of them. */
  public static List<RuleInfo> all() {
    return ALL;
  }

  private static RuleInfo error(String id, String summary) {
    return new RuleInfo(id, Severity.ERROR, summary);
  }

  private static RuleInfo warning(String id, String summary) {
    return new RuleInfo(id, Severity.WARNING, summary);
  }
}
