package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.identity.ConfReader;
import io.github.pgbackrest2nix.identity.Identity;
import io.github.pgbackrest2nix.identity.IdentityReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the output directory tells of the description that was rendered into it last.
 *
 * @param identity nothing in it where nothing of ours is there
 * @param limits what could not be compared, as sentences
 */
record PreviousOutput(Identity identity, List<String> limits) {
  private static final Identity NOTHING = new Identity(Optional.empty(), List.of(), List.of());

  private static final String CONFIGURATION = "pgbackrest.conf";

  PreviousOutput {
    limits = List.copyOf(limits);
  }

  static PreviousOutput read(Path directory) throws IOException {
    Optional<WrittenFiles> ours =
        OutputDirectory.content(directory, WrittenFiles.NAME).flatMap(WrittenFiles::parse);
    if (ours.isEmpty()) {
      return new PreviousOutput(NOTHING, List.of());
    }
    Optional<String> host = ours.get().owner().map(OutputOwner::host);
    Optional<Identity> whole =
        text(directory, ours.get(), Identity.FILE).flatMap(IdentityReader::read);
    if (whole.isPresent()) {
      return new PreviousOutput(whole.get().ofHost(host), List.of());
    }
    String why =
        "note: %s is not there, or cannot be read, to compare this description with the one before: "
            .formatted(directory.resolve(Identity.FILE));
    return text(directory, ours.get(), CONFIGURATION)
        .map(ConfReader::read)
        .map(
            part ->
                new PreviousOutput(
                    part.ofHost(host),
                    List.of(
                        why
                            + CONFIGURATION
                            + " tells what repositories and stanzas there were, but no version of"
                            + " PostgreSQL, no reference of a passphrase, no jobs and no drills")))
        .orElseGet(() -> new PreviousOutput(NOTHING, List.of(why + "nothing could be compared")));
  }

  private static Optional<String> text(Path directory, WrittenFiles ours, String name)
      throws IOException {
    return ours.contains(name)
        ? OutputDirectory.content(directory, name)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
