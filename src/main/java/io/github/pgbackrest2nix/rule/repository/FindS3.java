package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.model.Storage;
import java.util.Optional;

/** Finds a storage that speaks S3. */
final class FindS3 implements Storage.Cases<Optional<Storage.S3>> {
  @Override
  public Optional<Storage.S3> directory(Storage.Directory storage) {
    return Optional.empty();
  }

  @Override
  public Optional<Storage.S3> s3(Storage.S3 storage) {
    return Optional.of(storage);
  }

  @Override
  public Optional<Storage.S3> azure(Storage.Azure storage) {
    return Optional.empty();
  }

  @Override
  public Optional<Storage.S3> gcs(Storage.Gcs storage) {
    return Optional.empty();
  }

  @Override
  public Optional<Storage.S3> sftp(Storage.Sftp storage) {
    return Optional.empty();
  }
}
