package io.github.pgbackrest2nix.exporter;

import java.util.List;
import java.util.function.Function;

/** A source that cannot be asked. */
record Mute() implements InfoSource {
  @Override
  public <T> List<T> all(Function<StanzaInfo, T> keep) throws InfoFailedException {
    throw new InfoFailedException(ErrorCode.NO_JSON, "nothing");
  }

  @Override
  public <T> List<T> one(RepoId id, Function<StanzaInfo, T> keep) {
    throw new AssertionError("asked for " + id);
  }
}
