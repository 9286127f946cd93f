package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.model.Storage;
import java.util.Optional;

/** The kind of key that a storage is opened with, where the description says it. */
final class KeyTypes implements Storage.Cases<Optional<String>> {
  @Override
  public Optional<String> directory(Storage.Directory storage) {
    return Optional.empty();
  }

  @Override
  public Optional<String> s3(Storage.S3 storage) {
    return storage.keyType();
  }

  @Override
  public Optional<String> azure(Storage.Azure storage) {
    return storage.keyType();
  }

  @Override
  public Optional<String> gcs(Storage.Gcs storage) {
    return storage.keyType();
  }

  @Override
  public Optional<String> sftp(Storage.Sftp storage) {
    return Optional.empty();
  }
}
