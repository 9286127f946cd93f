package io.github.pgbackrest2nix.fleet;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.source.SourceMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One description, as far as others can get in its way: little enough to keep for thousands.
 *
 * @param at where its name stands
 * @param archives those that other hosts can reach too
 */
public record Host(String name, SourceSpan at, List<Archive> archives) {
  static final ConfigPath NAME = ConfigPath.of("host");

  public Host {
    archives = List.copyOf(archives);
  }

  /** Returns the places that a finding may be about. */
  public Stream<SourceSpan> spans() {
    return Stream.concat(Stream.of(at), archives.stream().map(Archive::at));
  }

  /** Returns what is to be compared of a description that stands at these places. */
  public static Host of(Description description, SourceMap map) {
    List<Archive> archives = new ArrayList<>();
    for (Repository repository : description.repositories()) {
      ConfigPath path = repository.at().child("path");
      Optional<Place> place = Place.find(repository);
      for (Stanza stanza : description.stanzas()) {
        place.ifPresent(
            found -> archives.add(new Archive(found, stanza.name(), path, map.valueSpan(path))));
      }
    }
    return new Host(description.host(), map.valueSpan(NAME), archives);
  }
}
