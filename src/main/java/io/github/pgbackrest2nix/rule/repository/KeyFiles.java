package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Storage;
import java.util.List;

/** The key files that pgBackRest itself reads, which the description names by path alone. */
final class KeyFiles implements Storage.Cases<List<FilePlace>> {
  private final Repository repository;

  KeyFiles(Repository repository) {
    this.repository = repository;
  }

  @Override
  public List<FilePlace> directory(Storage.Directory storage) {
    return List.of();
  }

  @Override
  public List<FilePlace> s3(Storage.S3 storage) {
    return List.of();
  }

  @Override
  public List<FilePlace> azure(Storage.Azure storage) {
    return List.of();
  }

  @Override
  public List<FilePlace> gcs(Storage.Gcs storage) {
    return storage.keyFile().map(file -> List.of(place("keyFile", file))).orElse(List.of());
  }

  @Override
  public List<FilePlace> sftp(Storage.Sftp storage) {
    return List.of(place("privateKeyFile", storage.privateKeyFile()));
  }

  private FilePlace place(String key, String file) {
    return new FilePlace(repository.at().child("credentials", key), file);
  }
}
