package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Snapshot.RepoOutcome;
import io.github.pgbackrest2nix.exporter.web.Body;
import io.github.pgbackrest2nix.exporter.web.Pages;
import io.github.pgbackrest2nix.exporter.web.Preferences;
import io.github.pgbackrest2nix.exporter.web.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The newest collection as pages: whoever asks gets it whole, and never waits for the next. */
final class MetricsPages {
  private static final int RETRY_SECONDS = 5;

  private final String version;
  private volatile Optional<Collected> newest = Optional.empty();

  MetricsPages(String version) {
    this.version = version;
  }

  void publish(Snapshot snapshot) {
    newest = Optional.of(new Collected(snapshot, version));
  }

  Pages pages() {
    return new Pages(
        Map.of(
            "/", accepted -> index(),
            "/-/healthy", accepted -> Reply.ok("healthy"),
            "/metrics", this::metrics));
  }

  private Reply metrics(Preferences accepted) {
    MetricsFormat format = MetricsFormat.choose(accepted);
    return newest
        .map(collected -> Reply.ok(format.contentType(), collected.body(format)))
        .orElseGet(
            // Nothing at all is nearer to the truth than a page without backups, and Prometheus
            // comes again by itself.
            () -> Reply.unavailable("the first collection has not ended yet", RETRY_SECONDS));
  }

  private Reply index() {
    String page =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>pgbackrest-metrics</title></head>
        <body>
        <h1>pgbackrest-metrics %s</h1>
        <p>%s.</p>
        <p><a href="/metrics">Metrics</a></p>
        </body>
        </html>
        """
            .formatted(
                version, newest.map(Collected::summary).orElse("No collection has ended yet"));
    return Reply.ok("text/html; charset=utf-8", new Body(page.getBytes(StandardCharsets.UTF_8)));
  }

  /** A collection, written when it is first asked for. */
  private static final class Collected {
    private Snapshot snapshot;
    private final String version;
    private final Map<MetricsFormat, Body> bodies = new EnumMap<>(MetricsFormat.class);

    Collected(Snapshot snapshot, String version) {
      this.snapshot = snapshot;
      this.version = version;
    }

    synchronized Body body(MetricsFormat format) {
      return bodies.computeIfAbsent(format, this::write);
    }

    private Body write(MetricsFormat format) {
      try {
        return Body.of(out -> format.write(snapshot, version, out));
      } catch (OutOfMemoryError e) {
        snapshot = snapshot.withoutEveryBackup(MemoryLimit.failure());
        return Body.of(out -> format.write(snapshot, version, out));
      }
    }

    synchronized String summary() {
      long read = snapshot.repos().stream().filter(RepoOutcome::isSuccess).count();
      return "The last collection ended at %s and could read %d of %d"
          .formatted(Instant.ofEpochSecond(snapshot.at()), read, snapshot.repos().size());
    }
  }
}
