package io.github.pgbackrest2nix.render;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.StanzaPlan;
import io.github.pgbackrest2nix.identity.Identity;
import io.github.pgbackrest2nix.render.dashboard.Dashboard;
import io.github.pgbackrest2nix.render.template.Templates;
import io.github.pgbackrest2nix.render.view.AlertTestsView;
import io.github.pgbackrest2nix.render.view.AlertsView;
import io.github.pgbackrest2nix.render.view.BackupView;
import io.github.pgbackrest2nix.render.view.BootstrapView;
import io.github.pgbackrest2nix.render.view.DefaultView;
import io.github.pgbackrest2nix.render.view.Headers;
import io.github.pgbackrest2nix.render.view.MonitoringView;
import io.github.pgbackrest2nix.render.view.PostgresqlView;
import io.github.pgbackrest2nix.render.view.RunbookView;
import io.github.pgbackrest2nix.render.view.SandboxView;
import io.github.pgbackrest2nix.render.view.SanoidView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a deployment as files; total and deterministic. */
public final class Renderer {
  private final Templates templates = new Templates();
  private final RuntimeJarSource jar;

  /** Creates a renderer whose modules take the runtime jar from there. */
  public Renderer(RuntimeJarSource jar) {
    this.jar = jar;
  }

  /** Returns the text files of the output, by path. */
  public List<RenderedFile> render(Deployment deployment, Origin origin) {
    List<RenderedFile> parts = new ArrayList<>();
    parts.add(file("backup.nix", BackupView.of(deployment, origin)));
    parts.add(file("postgresql.nix", PostgresqlView.of(deployment, origin)));
    deployment
        .sanoid()
        .ifPresent(sanoid -> parts.add(file("sanoid.nix", SanoidView.of(sanoid, origin))));
    deployment
        .monitoring()
        .ifPresent(
            plan ->
                parts.add(
                    file("monitoring.nix", MonitoringView.of(deployment, plan, origin, jar))));
    for (StanzaPlan stanza : deployment.stanzas()) {
      stanza
          .bootstrap()
          .ifPresent(
              plan ->
                  parts.add(
                      file("bootstrap.nix", BootstrapView.of(deployment, stanza, plan, origin))));
    }
    List<RenderedFile> files = new ArrayList<>(parts);
    files.add(file("sandbox.nix", SandboxView.of(deployment, origin)));
    files.add(
        file(
            "default.nix",
            DefaultView.of(deployment, origin, parts.stream().map(RenderedFile::path).toList())));
    files.add(
        new RenderedFile(
            "pgbackrest.conf",
            ConfWriter.write(Headers.lines(origin), deployment.configuration())));
    files.add(file("RUNBOOK.md", RunbookView.of(deployment, origin)));
    files.add(new RenderedFile(Identity.FILE, IdentityWriter.write(deployment.identity())));
    files.add(script("archive-get.sh", origin));
    files.add(script("postgresql-start.sh", origin));
    files.add(script("restore.sh", origin));
    files.add(script("beside.sh", origin));
    files.add(script("beside-server.sh", origin));
    files.add(script("tablespaces.sh", origin));
    files.add(script("wal.sh", origin));
    files.add(script("make-directory.sh", origin));
    files.add(script("switch-check.sh", origin));
    if (!deployment.drills().isEmpty()) {
      files.add(script("restore-drill.sh", origin));
    }
    if (deployment.stanzas().stream().anyMatch(stanza -> stanza.bootstrap().isPresent())) {
      files.add(script("bootstrap.sh", origin));
    }
    deployment
        .monitoring()
        .ifPresent(
            plan -> {
              files.add(file("alerts.yaml", AlertsView.of(deployment, plan.alerts(), origin)));
              files.add(file("alerts.test.yaml", AlertTestsView.of(plan.alerts(), origin)));
              files.add(new RenderedFile("dashboard.json", Dashboard.json()));
              files.add(
                  new RenderedFile(
                      "declaration.json", DeclarationWriter.write(plan.declaration())));
            });
    return files.stream().sorted(Comparator.comparing(RenderedFile::path)).toList();
  }

  /** A script that is the same on every host; backup.nix tells it what to do. */
  private RenderedFile script(String path, Origin origin) {
    String header =
        Headers.lines(origin).stream()
            .map(line -> "# " + line + "\n")
            .collect(Collectors.joining());
    return new RenderedFile(path, header + "\n" + templates.asIs(path));
  }

  private RenderedFile file(String path, Record view) {
    return new RenderedFile(path, templates.render(path + ".ftl", view));
  }
}
