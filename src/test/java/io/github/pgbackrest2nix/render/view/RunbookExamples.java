package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.DeploymentPlanner;
import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.model.Alerts;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Metrics;
import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.model.Storage;
import io.github.pgbackrest2nix.model.Supersedes;
import io.github.pgbackrest2nix.model.Target;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.template.Templates;
import io.github.pgbackrest2nix.testing.ForgeDescription;
import io.github.pgbackrest2nix.testing.Runbook;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Runbooks of hosts that differ in all that shows in one. */
final class RunbookExamples {
  private RunbookExamples() {}

  static String render(Description description) {
    return new Templates()
        .render(
            "RUNBOOK.md.ftl",
            RunbookView.of(
                DeploymentPlanner.plan(description),
                new Origin("forge.yaml", "0".repeat(64), "0.1.0")));
  }

  /** One repository without a mount or a secret, no snapshots, no metrics, no check. */
  static Description smallest() {
    Stanza main = ForgeDescription.main();
    return new Description(
        "solo",
        new Target("24.11", PgBackRestVersion.require("2.54"), ZoneOffset.UTC),
        ForgeDescription.nas().settings(),
        List.of(),
        List.of(local("disk", 1)),
        List.of(
            new Stanza(
                main.at(),
                "main",
                main.postgresql(),
                new Stanza.Archive(main.at(), Optional.empty(), false, Optional.empty()),
                main.objectives(),
                main.jobs().subList(0, 1),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                Optional.empty(),
                main.settings(),
                List.of())),
        Optional.empty(),
        new Metrics(
            ConfigPath.of("metrics"),
            Optional.empty(),
            "hourly",
            Optional.empty(),
            Optional.empty()),
        new Alerts(ConfigPath.of("alerts"), false, new TreeMap<>(), Optional.empty(), List.of()),
        new Supersedes(ConfigPath.of("supersedes"), List.of(), List.of()),
        List.of());
  }

  /** Two clusters, and the nearest repository is not the first. */
  static Description twoStanzas() {
    Description forge = ForgeDescription.description();
    Stanza main = ForgeDescription.main();
    Stanza other =
        new Stanza(
            ConfigPath.of("stanzas", "analytics"),
            "analytics",
            new Stanza.PostgreSql(main.at(), 17, "/var/lib/postgresql/17", 5433, "/run/postgresql"),
            main.archive(),
            main.objectives(),
            // No full backups on schedule for the local repository.
            List.of(main.jobs().get(3)),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            false,
            Optional.empty(),
            main.settings(),
            List.of());
    return new Description(
        forge.host(),
        new Target("26.11", PgBackRestVersion.require("2.59"), forge.target().timeZone()),
        forge.settings(),
        List.of(),
        List.of(ForgeDescription.r2(), local("disk", 3)),
        List.of(withRepositories(main), other),
        Optional.empty(),
        forge.metrics(),
        forge.alerts(),
        forge.supersedes(),
        List.of());
  }

  private static Stanza withRepositories(Stanza stanza) {
    return new Stanza(
        stanza.at(),
        stanza.name(),
        stanza.postgresql(),
        stanza.archive(),
        stanza.objectives(),
        stanza.jobs().subList(0, 2),
        stanza.check(),
        Optional.empty(),
        List.of(),
        true,
        Optional.empty(),
        stanza.settings(),
        List.of());
  }

  private static Repository local(String name, int key) {
    Repository nas = ForgeDescription.nas();
    return new Repository(
        ConfigPath.of("repos", name),
        name,
        key,
        true,
        new Storage.Directory("posix", Optional.empty()),
        "/var/lib/pgbackrest",
        nas.retention(),
        Optional.empty(),
        List.of(),
        nas.settings());
  }

  /** The blocks of a runbook in this language, without their fences and indentation. */
  static List<String> blocks(String runbook, String language) {
    return new Runbook(runbook).blocks(language);
  }
}
