package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Storage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A bucket, with its repository and what becomes of its address. */
record Bucket(Repository repository, Storage.S3 storage) {
  private static final Pattern ENDPOINT =
      Pattern.compile(
          "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?<host>[^/:]*)(?::\\d+)?(?<path>/.*)?");

  /** Returns the buckets of a description that speak S3. */
  static List<Bucket> of(Description description) {
    return description.repositories().stream()
        .flatMap(
            each -> each.storage().match(new FindS3()).map(s3 -> new Bucket(each, s3)).stream())
        .toList();
  }

  /**
   * Returns whether the bucket becomes a part of the host's name, which is pgBackRest's default.
   */
  boolean inHostName() {
    return storage.uriStyle().filter("path"::equals).isEmpty();
  }

  /** Returns whether the server's certificate is checked. */
  boolean verified() {
    return !Switched.isOff(repository, "storage-verify-tls");
  }

  /** Returns the name of the host alone, in small letters. */
  String host() {
    return part("host").toLowerCase(Locale.ROOT);
  }

  String scheme() {
    return part("scheme").toLowerCase(Locale.ROOT);
  }

  String path() {
    return part("path");
  }

  ConfigPath at(String key) {
    return repository.at().child(key);
  }

  private String part(String name) {
    return Optional.of(ENDPOINT.matcher(storage.endpoint()))
        .filter(matcher -> matcher.matches())
        .map(matcher -> matcher.group(name))
        .orElse("");
  }
}
