package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.web.Preferences;
import io.github.pgbackrest2nix.exporter.web.Preferences.Choice;
import java.io.IOException;
import java.io.OutputStream;

/** The text formats of metrics. */
enum MetricsFormat {
  PROMETHEUS_TEXT("text/plain; version=0.0.4; charset=utf-8") {
    @Override
    void write(Snapshot snapshot, String version, OutputStream out) throws IOException {
      Exposition.writeText(snapshot, version, out);
    }
  },
  OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8") {
    @Override
    void write(Snapshot snapshot, String version, OutputStream out) throws IOException {
      Exposition.writeOpenMetrics(snapshot, version, out);
    }
  };

  private final String contentType;

  MetricsFormat(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  abstract void write(Snapshot snapshot, String version, OutputStream out) throws IOException;

  /**
   * Returns what the client likes better. OpenMetrics is for those only that name it; the text is
   * for everybody else, also for those that name neither, for an error would help them less.
   */
  static MetricsFormat choose(Preferences accepted) {
    double text = 0;
    double openMetrics = 0;
    for (Choice choice : accepted.choices()) {
      switch (choice.name()) {
        case "application/openmetrics-text" ->
            openMetrics = Math.max(openMetrics, weight(choice, "1.0.0"));
        case "text/plain" -> text = Math.max(text, weight(choice, "0.0.4"));
        case "text/*", "*/*" -> text = Math.max(text, choice.weight());
        default -> {}
      }
    }
    return openMetrics > 0 && openMetrics >= text ? OPEN_METRICS : PROMETHEUS_TEXT;
  }

  private static double weight(Choice choice, String version) {
    String asked = choice.parameters().getOrDefault("version", version);
    return asked.equals(version) ? choice.weight() : 0;
  }
}
