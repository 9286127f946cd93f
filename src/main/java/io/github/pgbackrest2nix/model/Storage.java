package io.github.pgbackrest2nix.model;

import java.util.Optional;

/** What a repository is stored on. */
public sealed interface Storage {
  /** Returns pgBackRest's {@code repo-type}. */
  String type();

  /**
   * Returns whether it is a directory of this host, as opposed to one that is reached over a net.
   */
  default boolean local() {
    return false;
  }

  /** Returns whether it is a bucket or a container, where each file is a request. */
  default boolean objectStore() {
    return false;
  }

  /** Finds the file system that must be mounted before it is used. */
  default Optional<String> mount() {
    return Optional.empty();
  }

  /** Finds how pgBackRest comes by the credentials, where the description says so. */
  default Optional<String> keyType() {
    return Optional.empty();
  }

  /** Returns what the matching case makes of this storage. */
  <R> R match(Cases<R> cases);

  /**
   * One answer for each kind of storage.
   *
   * @param <R> the answer
   */
  interface Cases<R> {
    R directory(Directory storage);

    R s3(S3 storage);

    R azure(Azure storage);

    R gcs(Gcs storage);

    R sftp(Sftp storage);
  }

  /**
   * A directory of this host.
   *
   * @param type {@code posix} or {@code cifs}
   * @param mount the file system that must be mounted before the repository is used
   */
  record Directory(String type, Optional<String> mount) implements Storage {
    @Override
    public boolean local() {
      return true;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.directory(this);
    }
  }

  /**
   * A bucket that speaks S3.
   *
   * @param uriStyle {@code host} or {@code path}
   * @param keyType {@code shared}, {@code auto}, {@code web-id} or {@code pod-id}
   */
  record S3(
      String bucket,
      String endpoint,
      String region,
      Optional<String> uriStyle,
      Optional<String> keyType)
      implements Storage {
    @Override
    public String type() {
      return "s3";
    }

    @Override
    public boolean objectStore() {
      return true;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.s3(this);
    }
  }

  /**
   * An Azure container.
   *
   * @param uriStyle {@code host} or {@code path}
   * @param keyType {@code shared}, {@code sas} or {@code auto}
   */
  record Azure(
      String container,
      Optional<String> endpoint,
      Optional<String> uriStyle,
      Optional<String> keyType)
      implements Storage {
    @Override
    public String type() {
      return "azure";
    }

    @Override
    public boolean objectStore() {
      return true;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.azure(this);
    }
  }

  /**
   * A Google Cloud Storage bucket.
   *
   * @param keyType {@code service}, {@code token} or {@code auto}
   * @param keyFile path of the service account's key file, not its content
   */
  record Gcs(
      String bucket, Optional<String> endpoint, Optional<String> keyType, Optional<String> keyFile)
      implements Storage {
    @Override
    public String type() {
      return "gcs";
    }

    @Override
    public boolean objectStore() {
      return true;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.gcs(this);
    }
  }

  /**
   * A directory of another host, over SFTP.
   *
   * @param hostKeyHash {@code md5}, {@code sha1} or {@code sha256}
   * @param privateKeyFile path of the key file, not its content
   */
  record Sftp(
      String host, Optional<Integer> port, String user, String hostKeyHash, String privateKeyFile)
      implements Storage {
    @Override
    public String type() {
      return "sftp";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.sftp(this);
    }
  }
}
