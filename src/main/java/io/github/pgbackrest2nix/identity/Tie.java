package io.github.pgbackrest2nix.identity;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;

/** One of the facts that the backups in a repository are found and read by. */
public enum Tie {
  TYPE("type"),
  HOST("host"),
  ENDPOINT("endpoint"),
  BUCKET("bucket"),
  CONTAINER("container"),
  PATH("path"),
  CIPHER("cipher"),
  /** Where the passphrase comes from; never the passphrase. */
  PASSPHRASE("cipherPass");

  /** The value of {@link #CIPHER} where nothing is encrypted. */
  public static final String NO_CIPHER = "none";

  private final String word;

  Tie(String word) {
    this.word = word;
  }

  /** Returns the key that the description has it under. */
  public String word() {
    return word;
  }

  /** Returns the path of the key, from that of its repository. */
  public ConfigPath in(ConfigPath repository) {
    return this == PASSPHRASE ? repository.child("credentials", word) : repository.child(word);
  }

  /** Returns whether this is a part of where the repository is. */
  public boolean isPlace() {
    return this != CIPHER && this != PASSPHRASE;
  }
}
