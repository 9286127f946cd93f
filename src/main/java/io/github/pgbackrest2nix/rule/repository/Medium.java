package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.model.Storage;

/** Names what a path of a repository is a path of: two repositories may be on one medium. */
final class Medium implements Storage.Cases<String> {
  static final String THIS_HOST = "directory";

  @Override
  public String directory(Storage.Directory storage) {
    return THIS_HOST;
  }

  @Override
  public String s3(Storage.S3 storage) {
    return String.join(" ", "s3", storage.endpoint(), storage.bucket());
  }

  @Override
  public String azure(Storage.Azure storage) {
    return String.join(" ", "azure", storage.endpoint().orElse(""), storage.container());
  }

  @Override
  public String gcs(Storage.Gcs storage) {
    return String.join(" ", "gcs", storage.endpoint().orElse(""), storage.bucket());
  }

  @Override
  public String sftp(Storage.Sftp storage) {
    return "sftp %s %d".formatted(storage.host(), storage.port().orElse(22));
  }
}
