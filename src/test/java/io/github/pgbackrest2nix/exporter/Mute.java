package io.github.pgbackrest2nix.exporter;

import java.util.List;

/** A source that cannot be asked. */
record Mute() implements InfoSource {
  @Override
  public List<StanzaInfo> all() throws InfoFailedException {
    throw new InfoFailedException(ErrorCode.NO_JSON, "nothing");
  }

  @Override
  public List<StanzaInfo> one(RepoId id) {
    throw new AssertionError("asked for " + id);
  }
}
