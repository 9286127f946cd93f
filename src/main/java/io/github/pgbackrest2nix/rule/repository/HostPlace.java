package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.model.Stanza.RestoreDrill;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place on this host that the description names for us to use.
 *
 * @param path of the directory; of metrics that of their file, of keys and the web configuration
 *     the file itself
 * @param mount the file system that it is said to lie on
 */
record HostPlace(Use use, ConfigPath at, String path, Optional<String> mount) {

  /** What a place is used for. */
  enum Use {
    REPOSITORY("the repository"),
    DATA("the data directory"),
    SPOOL("the spool"),
    METRICS("the metrics file"),
    DRILL("the directory of a restore drill"),
    SOCKET("the socket"),
    KEY("the key file"),
    WEB_CONFIG("the web configuration");

    private final String noun;

    Use(String noun) {
      this.noun = noun;
    }

    /** Returns whether it is a directory that is, or becomes, postgres's own. */
    boolean owned() {
      return this != SOCKET && this != KEY && this != WEB_CONFIG;
    }

    /** Returns whether a loss of its content is a disaster. */
    boolean kept() {
      return this == REPOSITORY || this == DATA;
    }

    @Override
    public String toString() {
      return noun;
    }
  }

  /** Returns all places that a description names. */
  static List<HostPlace> of(Description description) {
    List<HostPlace> places = new ArrayList<>();
    description.repositories().forEach(each -> places.addAll(of(each)));
    description.stanzas().forEach(each -> places.addAll(of(each)));
    ConfigPath metrics = description.metrics().at().child("textfile");
    description
        .metrics()
        .textfile()
        .ifPresent(file -> places.add(place(Use.METRICS, metrics, Paths.parent(file))));
    ConfigPath webConfig = description.metrics().at().child("webConfig");
    description
        .metrics()
        .webConfig()
        .ifPresent(file -> places.add(place(Use.WEB_CONFIG, webConfig, file)));
    return places;
  }

  private static List<HostPlace> of(Repository repository) {
    if (repository.storage().local()) {
      return List.of(
          new HostPlace(
              Use.REPOSITORY,
              repository.at().child("path"),
              repository.path(),
              repository.storage().mount()));
    }
    return repository.storage().match(new KeyFiles(repository)).stream()
        .map(file -> place(Use.KEY, file.at(), file.file()))
        .toList();
  }

  private static List<HostPlace> of(Stanza stanza) {
    ConfigPath postgresql = stanza.postgresql().at();
    List<HostPlace> places = new ArrayList<>();
    places.add(place(Use.DATA, postgresql.child("dataDir"), stanza.postgresql().dataDir()));
    places.add(place(Use.SOCKET, postgresql.child("socketDir"), stanza.postgresql().socketDir()));
    ConfigPath spool = stanza.archive().at().child("spoolPath");
    stanza.archive().spoolPath().ifPresent(path -> places.add(place(Use.SPOOL, spool, path)));
    for (RestoreDrill drill : stanza.drills()) {
      ConfigPath directory = drill.at().child("directory");
      drill.directory().ifPresent(path -> places.add(place(Use.DRILL, directory, path)));
    }
    return places;
  }

  private static HostPlace place(Use use, ConfigPath at, String path) {
    return new HostPlace(use, at, path, Optional.empty());
  }

  /** Returns whether it is this directory or lies in it, and not on a file system of its own. */
  boolean isOn(String directory) {
    return Paths.within(path, directory)
        && mount.filter(each -> isMountedBelow(each, directory)).isEmpty();
  }

  private boolean isMountedBelow(String mount, String directory) {
    return Paths.within(path, mount) && Paths.within(mount, directory) && !mount.equals(directory);
  }
}
