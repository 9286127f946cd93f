package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.RepositoryPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.template.NixFragment;
import java.util.List;
import java.util.stream.Collectors;

/** What each file says of itself at its head. */
public final class Headers {
  private Headers() {}

  /** Returns the lines of a file's header, without the comment signs of its language. */
  public static List<String> lines(Origin origin) {
    return List.of(
        "Written by pgbackrest2nix " + origin.version() + " from " + origin.file() + ".",
        "Do not edit: change " + origin.file() + " and render again.");
  }

  static NixFragment part(Origin origin) {
    return NixFragment.comment(String.join("\n", lines(origin)));
  }

  static NixFragment entry(Deployment deployment, Origin origin) {
    String repositories =
        deployment.repositories().stream()
            .map(repository -> repository.name() + " (" + repository.label() + ")")
            .collect(Collectors.joining(", "));
    String stanzas =
        deployment.stanzas().stream().map(StanzaPlan::name).collect(Collectors.joining(", "));
    return NixFragment.comment(
        String.join("\n", lines(origin))
            + "\n"
            + origin.file()
            + " sha256: "
            + origin.sha256()
            + "\n\n"
            + "pgBackRest on "
            + deployment.host()
            + ": stanza "
            + stanzas
            + "; repositories "
            + repositories
            + ".\n"
            + "Checked against pgBackRest "
            + deployment.target().pgbackrest()
            + " for NixOS "
            + deployment.target().nixos()
            + ".");
  }

  static String describe(RepositoryPlan repository) {
    return repository.name() + " (" + repository.label() + ")";
  }
}
