package io.github.pgbackrest2nix.read;

import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Supersedes;
import io.github.pgbackrest2nix.source.SourceDocument;
import java.util.Comparator;
import java.util.List;

/** Reads a document that has passed the schema without an error; cannot fail on such a one. */
public final class DescriptionReader {
  /** Reads the document; what it leaves out gets the format's defaults. */
  public Description read(SourceDocument document) {
    Branch root = Branch.root(document.root());
    return new Description(
        root.requireText("host"),
        TargetReader.read(root.child("target")),
        SettingsReader.read(root.child("settings")),
        SettingsReader.readCommands(root.child("commandSettings")),
        repositories(root.child("repos")),
        root.child("stanzas").children().stream().map(StanzaReader::read).toList(),
        root.find("sanoid").map(SanoidReader::read),
        MonitoringReader.metrics(root.child("metrics")),
        MonitoringReader.alerts(root.child("alerts")),
        supersedes(root.child("supersedes")),
        root.texts("onFailure"));
  }

  private static List<Repository> repositories(Branch repositories) {
    return repositories.children().stream()
        .map(RepositoryReader::read)
        .sorted(Comparator.comparingInt(Repository::key))
        .toList();
  }

  private static Supersedes supersedes(Branch supersedes) {
    return new Supersedes(
        supersedes.at(), supersedes.texts("services"), supersedes.texts("options"));
  }
}
