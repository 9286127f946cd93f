package io.github.pgbackrest2nix.fleet;

import io.github.pgbackrest2nix.model.Endpoint;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Secret;
import io.github.pgbackrest2nix.model.Settings.Setting;
import io.github.pgbackrest2nix.model.Storage;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a repository lies, so that equal places are one and the same from every host.
 *
 * @param name server, bucket and directory
 * @param certain whether equal names are one place for sure
 */
record Place(String name, boolean certain) {
  private static final int SSH_PORT = 22;

  /**
   * Finds the place. A directory of the host is reached from there alone: what is mounted at it,
   * the description does not say.
   */
  static Optional<Place> find(Repository repository) {
    return repository.storage().match(new Finder(repository));
  }

  private record Finder(Repository repository) implements Storage.Cases<Optional<Place>> {
    @Override
    public Optional<Place> directory(Storage.Directory storage) {
      return Optional.empty();
    }

    @Override
    public Optional<Place> s3(Storage.S3 storage) {
      return bucket(storage.endpoint(), storage.bucket());
    }

    @Override
    public Optional<Place> gcs(Storage.Gcs storage) {
      return bucket(storage.endpoint().orElse("storage.googleapis.com"), storage.bucket());
    }

    /** The account is a secret: all there is to go by is where both hosts get it from. */
    @Override
    public Optional<Place> azure(Storage.Azure storage) {
      return account()
          .map(
              account ->
                  "azure %s %s %s"
                      .formatted(storage.endpoint().orElse(""), account.file(), account.variable()))
          .map(server -> place(server, storage.container(), false));
    }

    @Override
    public Optional<Place> sftp(Storage.Sftp storage) {
      String host = storage.host().toLowerCase(Locale.ROOT);
      return Endpoint.isThisHost(host)
          ? Optional.empty()
          : Optional.of(place(host, "port " + storage.port().orElse(SSH_PORT), true));
    }

    private Optional<Place> bucket(String endpoint, String bucket) {
      return Endpoint.parse(endpoint)
          .filter(server -> !Endpoint.isThisHost(server.host()))
          .map(server -> place(server + redirection(), bucket, true));
    }

    private Place place(String server, String bucket, boolean certain) {
      return new Place(String.join(" ", server, bucket, repository.path()), certain);
    }

    /** Returns what leads requests to another server than the endpoint names. */
    private String redirection() {
      return setting("storage-host") + setting("storage-port");
    }

    private String setting(String name) {
      return repository
          .settings()
          .find(name)
          .map(Setting::values)
          .map(values -> " " + name + " " + String.join(" ", values))
          .orElse("");
    }

    private Optional<Secret> account() {
      return repository.credentials().stream()
          .filter(credential -> credential.name().equals("account"))
          .findFirst()
          .map(Repository.Credential::secret);
    }
  }
}
