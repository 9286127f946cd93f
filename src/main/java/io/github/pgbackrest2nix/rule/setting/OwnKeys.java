package io.github.pgbackrest2nix.rule.setting;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Options that the description says with keys of its own, or that are not its to say. */
final class OwnKeys {
  private static final String OTHER_HOSTS =
      "leave it out; repositories and clusters on other pgBackRest hosts cannot be described yet";

  private static final Map<String, String> ADVICE =
      Map.ofEntries(
          Map.entry("repo-path", key("path", "repository")),
          Map.entry("repo-type", key("type", "repository")),
          Map.entry("repo-cipher-type", key("cipher", "repository")),
          Map.entry("repo-retention-full", key("retention.full", "repository")),
          Map.entry(
              "repo-retention-full-type",
              "use retention.full for a count of backups, retention.fullDays for days"),
          Map.entry("repo-retention-diff", key("retention.diff", "repository")),
          Map.entry("repo-retention-archive", key("retention.archive", "repository")),
          Map.entry("repo-retention-archive-type", key("retention.archiveType", "repository")),
          Map.entry("repo-retention-history", key("retention.history", "repository")),
          Map.entry("repo-s3-bucket", key("bucket", "repository")),
          Map.entry("repo-s3-endpoint", key("endpoint", "repository")),
          Map.entry("repo-s3-region", key("region", "repository")),
          Map.entry("repo-s3-uri-style", key("uriStyle", "repository")),
          Map.entry("repo-s3-key-type", key("credentials.keyType", "repository")),
          Map.entry("repo-azure-container", key("container", "repository")),
          Map.entry("repo-azure-endpoint", key("endpoint", "repository")),
          Map.entry("repo-azure-uri-style", key("uriStyle", "repository")),
          Map.entry("repo-azure-key-type", key("credentials.keyType", "repository")),
          Map.entry("repo-gcs-bucket", key("bucket", "repository")),
          Map.entry("repo-gcs-endpoint", key("endpoint", "repository")),
          Map.entry("repo-gcs-key-type", key("credentials.keyType", "repository")),
          Map.entry("repo-sftp-host", key("host", "repository")),
          Map.entry("repo-sftp-host-port", key("port", "repository")),
          Map.entry("repo-sftp-host-user", key("user", "repository")),
          Map.entry("repo-sftp-host-key-hash-type", key("hostKeyHash", "repository")),
          Map.entry("repo-sftp-private-key-file", key("credentials.privateKeyFile", "repository")),
          Map.entry("repo-host", OTHER_HOSTS),
          Map.entry("repo-local", OTHER_HOSTS),
          Map.entry("pg-host", OTHER_HOSTS),
          Map.entry("pg-local", OTHER_HOSTS),
          Map.entry("pg-path", key("postgresql.dataDir", "stanza")),
          Map.entry("pg-port", key("postgresql.port", "stanza")),
          Map.entry("pg-socket-path", key("postgresql.socketDir", "stanza")),
          Map.entry("archive-async", key("archive.async", "stanza")),
          Map.entry("spool-path", key("archive.spoolPath", "stanza")),
          Map.entry("expire-auto", key("expireAuto", "job")),
          Map.entry(
              "lock-path",
              "leave it out; all units share one lock path, and another one is no lock at all"),
          Map.entry(
              "log-path", "leave it out; the rendered units may write to their own log path only"));

  private static final Map<String, String> CREDENTIALS =
      Map.of(
          "repo-s3-key", "key",
          "repo-s3-key-secret", "keySecret",
          "repo-s3-token", "token",
          "repo-azure-account", "account",
          "repo-azure-key", "key",
          "repo-gcs-key", "keyFile",
          "repo-cipher-pass", "cipherPass");

  private OwnKeys() {}

  /** Finds what to write instead of an option that does not belong under any settings. */
  static Optional<String> find(String option) {
    return Optional.ofNullable(ADVICE.get(option));
  }

  /** Finds the name under which the description refers to a secret option. */
  static Optional<String> findCredential(String option) {
    return Optional.ofNullable(CREDENTIALS.get(option));
  }

  /** Returns all options that are named here. */
  static SortedSet<String> options() {
    SortedSet<String> all = new TreeSet<>(ADVICE.keySet());
    all.addAll(CREDENTIALS.keySet());
    return all;
  }

  private static String key(String key, String owner) {
    return "use the key %s of the %s".formatted(key, owner);
  }
}
