package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.metric.MetricSpec;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes gauges in the text format of Prometheus 0.0.4 or of OpenMetrics 1.0, one after the other.
 * The bytes are those of Prometheus' own library, which needs all series of a metric, and their
 * labels, as objects at once.
 */
final class ExpositionText {
  private final Writer out;
  private final boolean openMetrics;
  private String metric = "";
  private int[] order = {};
  private List<String> previous = List.of();

  private ExpositionText(OutputStream out, boolean openMetrics) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    this.openMetrics = openMetrics;
  }

  /** Writes the text format of Prometheus. */
  static ExpositionText prometheus(OutputStream out) {
    return new ExpositionText(out, false);
  }

  /** Writes the text format of OpenMetrics. */
  static ExpositionText openMetrics(OutputStream out) {
    return new ExpositionText(out, true);
  }

  /**
   * Writes a series. Those of one metric follow one another, sorted by the values of their labels
   * in the order of the labels' names; of several with the same labels only the first is written,
   * because the others would make the whole text invalid.
   *
   * @param labels values, in the order of the metric's labels
   */
  void sample(MetricSpec spec, List<String> labels, double value) throws IOException {
    if (!spec.name().equals(metric)) {
      begin(spec);
    } else if (labels.equals(previous)) {
      return;
    }
    previous = labels;
    out.write(metric);
    for (int i = 0; i < order.length; i++) {
      out.write(i == 0 ? '{' : ',');
      out.write(spec.labels().get(order[i]));
      out.write("=\"");
      escape(labels.get(order[i]), true);
      out.write('"');
    }
    out.write(order.length == 0 ? " " : "} ");
    number(value);
    out.write('\n');
  }

  /** Returns the places of the metric's labels in the order of their names. */
  static int[] order(MetricSpec spec) {
    List<String> names = spec.labels();
    return IntStream.range(0, names.size())
        .boxed()
        .sorted(Comparator.comparing(names::get))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Ends the text; the stream stays open. */
  void end() throws IOException {
    if (openMetrics) {
      out.write("# EOF\n");
    }
    out.flush();
  }

  private void begin(MetricSpec spec) throws IOException {
    metric = spec.name();
    order = order(spec);
    if (openMetrics) {
      type();
      help(spec);
    } else {
      help(spec);
      type();
    }
  }

  private void type() throws IOException {
    out.write("# TYPE " + metric + " gauge\n");
  }

  private void help(MetricSpec spec) throws IOException {
    out.write("# HELP " + metric + " ");
    escape(spec.help(), openMetrics);
    out.write('\n');
  }

  private void escape(String text, boolean quotes) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '\n') {
        out.write("\\n");
      } else {
        if (each == '\\' || (each == '"' && quotes)) {
          out.write('\\');
        }
        out.write(each);
      }
    }
  }

  private void number(double value) throws IOException {
    if (Double.isInfinite(value)) {
      out.write(value > 0 ? "+Inf" : "-Inf");
    } else {
      out.write(Double.toString(value));
    }
  }
}
