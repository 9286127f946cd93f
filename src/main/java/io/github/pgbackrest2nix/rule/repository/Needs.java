package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Storage;
import io.github.pgbackrest2nix.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What each kind of storage is opened with, and what one repository has of it. */
final class Needs implements Storage.Cases<List<Finding>> {
  private static final String SHARED = "shared";

  private final Repository repository;

  Needs(Repository repository) {
    this.repository = repository;
  }

  static boolean has(Repository repository, String credential) {
    return repository.credentials().stream().anyMatch(each -> each.name().equals(credential));
  }

  @Override
  public List<Finding> directory(Storage.Directory storage) {
    return List.of();
  }

  @Override
  public List<Finding> s3(Storage.S3 storage) {
    return storage
        .keyType()
        .filter(type -> !type.equals(SHARED))
        .map(type -> idle(type, "key", "keySecret", "token"))
        .orElseGet(() -> missing("key", "keySecret"));
  }

  @Override
  public List<Finding> azure(Storage.Azure storage) {
    if (storage.keyType().filter("auto"::equals).isEmpty()) {
      return missing("account", "key");
    }
    List<Finding> findings = new ArrayList<>(missing("account"));
    findings.addAll(idle("auto", "key"));
    return findings;
  }

  @Override
  public List<Finding> gcs(Storage.Gcs storage) {
    if (storage.keyType().filter("auto"::equals).isEmpty()) {
      return storage.keyFile().isPresent() ? List.of() : List.of(absent("keyFile"));
    }
    return storage.keyFile().isPresent() ? List.of(dropped("auto", "keyFile")) : List.of();
  }

  @Override
  public List<Finding> sftp(Storage.Sftp storage) {
    return List.of();
  }

  private List<Finding> missing(String... names) {
    return Stream.of(names).filter(name -> !has(repository, name)).map(this::absent).toList();
  }

  private List<Finding> idle(String keyType, String... names) {
    return Stream.of(names)
        .filter(name -> has(repository, name))
        .map(name -> dropped(keyType, name))
        .toList();
  }

  private Finding absent(String name) {
    return Finding.atKey(
            repository.at().child("credentials"),
            "\"%s\" has no credential %s; every pgBackRest command would fail, also for other repositories"
                .formatted(repository.name(), name))
        .help("add credentials.%s, or a keyType that does without".formatted(name));
  }

  private Finding dropped(String keyType, String name) {
    return Finding.atKey(
            repository.at().child("credentials", name),
            "pgBackRest does not read %s, as keyType is %s".formatted(name, keyType))
        .help("remove one of the two")
        .see(repository.at().child("credentials", "keyType"), "the kind of key is here");
  }
}
