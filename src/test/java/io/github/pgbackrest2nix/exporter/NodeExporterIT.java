package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.NodeExporter;
import io.github.pgbackrest2nix.testing.RequiredTool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The reader that the text file is written for. */
@Timeout(60)
class NodeExporterIT {
  private final Path folder;

  NodeExporterIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void servesTheFileWithoutAnError() throws Exception {
    RequiredTool.find("prometheus-node-exporter");
    Path textfiles = Files.createDirectory(folder.resolve("textfiles"));
    collectInto(textfiles.resolve("pgbackrest.prom"));
    try (NodeExporter server = NodeExporter.reading(textfiles, folder)) {
      List<String> served = lines(server.metrics());

      assertThat(served).contains("node_textfile_scrape_error 0");
      assertThat(
              served.stream()
                  .filter(line -> line.startsWith("pgbackrest_"))
                  .map(NodeExporterIT::alike)
                  .sorted())
          .isEqualTo(
              Files.readAllLines(textfiles.resolve("pgbackrest.prom")).stream()
                  .filter(line -> !line.startsWith("#"))
                  .map(NodeExporterIT::alike)
                  .sorted()
                  .toList());
    }
  }

  private void collectInto(Path textfile) throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("declaration.json"),
        """
        {"version":1,"hostname":"forge","stanzas":[{"name":"main",
          "repos":[{"key":1,"name":"nas"},{"key":2,"name":"r2"}]}]}
        """);
    Script.printing(folder, Recordings.file("2.60", "repo2-unreachable-refused"));
    ExporterJar.Outcome outcome =
        ExporterJar.run(
            ExporterJar.javas().get(0),
            folder,
            List.of(),
            List.of(
                "collect",
                "--declaration=declaration.json",
                "--textfile=" + textfile,
                "--state=state.json",
                "--pgbackrest=" + folder.resolve("pgbackrest")));
    assertThat(outcome.exit()).isZero();
  }

  private static List<String> lines(URI metrics) throws IOException, InterruptedException {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body().lines().toList();
  }

  /** Spells a number as Java does, for Go has other ideas of when to write an exponent. */
  private static String alike(String line) {
    int space = line.lastIndexOf(' ') + 1;
    return line.substring(0, space) + Double.parseDouble(line.substring(space));
  }
}
