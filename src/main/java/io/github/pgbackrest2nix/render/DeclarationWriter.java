package io.github.pgbackrest2nix.render;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.RepositoryPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan;
import java.util.stream.Collectors;

/**
 * Spells {@code declaration.json}, which tells the runtime jar what should be there. The names in
 * it are of letters, digits and {@code _.-} only, so that none needs an escape.
 */
final class DeclarationWriter {
  private DeclarationWriter() {}

  static String write(Deployment deployment) {
    String repositories =
        deployment.repositories().stream()
            .map(DeclarationWriter::repository)
            .collect(Collectors.joining(",\n"));
    String stanzas =
        deployment.stanzas().stream()
            .map(stanza -> stanza(stanza, repositories))
            .collect(Collectors.joining(",\n"));
    return """
        {
          "version": 1,
          "hostname": %s,
          "stanzas": [
        %s
          ]
        }
        """
        .formatted(quoted(deployment.host()), stanzas);
  }

  private static String stanza(StanzaPlan stanza, String repositories) {
    return """
            {
              "name": %s,
              "repos": [
        %s
              ]
            }"""
        .formatted(quoted(stanza.name()), repositories);
  }

  private static String repository(RepositoryPlan repository) {
    // Not "%d", which gives the digits of the user's own language.
    return "        { \"key\": "
        + repository.key()
        + ", \"name\": "
        + quoted(repository.name())
        + " }";
  }

  private static String quoted(String name) {
    if (!name.matches("[A-Za-z0-9_.-]+")) {
      throw new IllegalArgumentException("not a name: " + name);
    }
    return '"' + name + '"';
  }
}
