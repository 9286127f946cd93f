package io.github.pgbackrest2nix.defect;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.model.CommandSettings;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Settings;
import io.github.pgbackrest2nix.model.Settings.Setting;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.model.Storage;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a description must have to meet a defect, and where it has it. */
public enum Circumstance {
  /** Nothing: every host of that version meets it. */
  ALWAYS,
  /** A repository is encrypted. */
  ENCRYPTED,
  /** WAL is archived asynchronously. */
  ASYNC,
  /** WAL is fetched asynchronously, which our own configuration switches off where it must. */
  ASYNC_GET,
  /** WAL is dropped where too much of it waits. */
  QUEUE_LIMIT,
  /** A repository is on an object store. */
  OBJECT_STORE,
  /** A repository speaks S3. */
  S3,
  /** A repository speaks S3 to a store that is not Amazon's. */
  S3_COMPATIBLE,
  /** A repository is an Azure container. */
  AZURE,
  /** Block incremental backups. */
  BLOCK,
  /** Block incremental backups in a repository that is not the first. */
  BLOCK_BEYOND_FIRST;

  /** Returns the circumstance of this name in the table. */
  static Circumstance require(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Returns where a description has it; nothing where it does not. */
  List<ConfigPath> places(Description description) {
    return switch (this) {
      case ALWAYS -> List.of(ConfigPath.of("target", "pgbackrest"));
      case ENCRYPTED -> repositories(description, Circumstance::encrypted);
      case ASYNC -> async(description);
      case ASYNC_GET -> asyncGet(description);
      case QUEUE_LIMIT -> queueLimit(description);
      case OBJECT_STORE -> repositories(description, each -> each.storage().objectStore());
      case S3 -> repositories(description, each -> each.storage().type().equals("s3"));
      case S3_COMPATIBLE -> repositories(description, Circumstance::s3Compatible);
      case AZURE -> repositories(description, each -> each.storage().type().equals("azure"));
      case BLOCK -> blocks(description, each -> true);
      case BLOCK_BEYOND_FIRST -> blocks(description, each -> each.key() != first(description));
    };
  }

  private static List<ConfigPath> repositories(
      Description description, Predicate<Repository> which) {
    return description.repositories().stream().filter(which).map(Repository::at).toList();
  }

  private static boolean encrypted(Repository repository) {
    return repository.cipher().filter(cipher -> !cipher.equals("none")).isPresent()
        || repository.credentials().stream().anyMatch(each -> each.name().equals("cipherPass"));
  }

  private static boolean s3Compatible(Repository repository) {
    return repository.storage() instanceof Storage.S3 s3
        && !s3.endpoint().toLowerCase(Locale.ROOT).contains("amazonaws.com");
  }

  private static List<ConfigPath> blocks(Description description, Predicate<Repository> which) {
    return repositories(description, which.and(each -> isOn(each, "bundle") && isOn(each, "block")))
        .stream()
        .map(path -> path.child("settings", "block"))
        .toList();
  }

  private static int first(Description description) {
    return description.repositories().stream().mapToInt(Repository::key).min().orElse(1);
  }

  private static boolean isOn(Repository repository, String option) {
    return repository
        .settings()
        .find(option)
        .filter(setting -> setting.values().equals(List.of("y")))
        .isPresent();
  }

  private static List<ConfigPath> async(Description description) {
    return description.stanzas().stream()
        .filter(stanza -> stanza.archive().async())
        .map(stanza -> stanza.archive().at().child("async"))
        .toList();
  }

  private static List<ConfigPath> asyncGet(Description description) {
    return async(description).isEmpty()
        ? List.of()
        : ofCommand(description, "archive-get")
            .flatMap(settings -> settings.find("archive-async").stream())
            .filter(setting -> setting.values().equals(List.of("y")))
            .map(Setting::at)
            .toList();
  }

  private static List<ConfigPath> queueLimit(Description description) {
    return Stream.of(
            Stream.of(description.settings()),
            ofCommand(description, "archive-push"),
            description.stanzas().stream().map(Stanza::settings))
        .flatMap(settings -> settings)
        .flatMap(settings -> settings.find("archive-push-queue-max").stream())
        .map(Setting::at)
        .toList();
  }

  private static Stream<Settings> ofCommand(Description description, String command) {
    return Stream.concat(
            description.commandSettings().stream(),
            description.stanzas().stream().flatMap(stanza -> stanza.commandSettings().stream()))
        .filter(each -> each.command().equals(command))
        .map(CommandSettings::settings);
  }
}
