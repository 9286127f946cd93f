package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Storage;
import io.github.pgbackrest2nix.rule.repository.StoreName.Characters;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the bucket or container of a storage. */
final class StoreNames implements Storage.Cases<Optional<StoreName>> {
  private static final int LONGEST = 63;

  /** With dots, each part may be as long as a name without. */
  private static final int LONGEST_WITH_DOTS = 222;

  /** Containers that Azure itself makes, against its own rules. */
  private static final Set<String> OF_AZURE = Set.of("$root", "$web", "$logs");

  @Override
  public Optional<StoreName> directory(Storage.Directory storage) {
    return Optional.empty();
  }

  @Override
  public Optional<StoreName> s3(Storage.S3 storage) {
    boolean amazon = storage.endpoint().toLowerCase(Locale.ROOT).contains("amazonaws.com");
    return Optional.of(
        new StoreName(
            "bucket",
            storage.bucket(),
            amazon ? "a bucket of S3" : "a bucket",
            LONGEST,
            Characters.S3,
            amazon ? Severity.ERROR : Severity.WARNING));
  }

  @Override
  public Optional<StoreName> azure(Storage.Azure storage) {
    return Optional.of(
            new StoreName(
                "container",
                storage.container(),
                "a container of Azure",
                LONGEST,
                Characters.AZURE,
                Severity.ERROR))
        .filter(name -> !OF_AZURE.contains(name.value()));
  }

  @Override
  public Optional<StoreName> gcs(Storage.Gcs storage) {
    return Optional.of(
        new StoreName(
            "bucket",
            storage.bucket(),
            "a bucket of Google Cloud Storage",
            storage.bucket().contains(".") ? LONGEST_WITH_DOTS : LONGEST,
            Characters.GCS,
            Severity.ERROR));
  }

  @Override
  public Optional<StoreName> sftp(Storage.Sftp storage) {
    return Optional.empty();
  }
}
