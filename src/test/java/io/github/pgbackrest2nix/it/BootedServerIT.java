package io.github.pgbackrest2nix.it;

import static io.github.pgbackrest2nix.it.BootedHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Await;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.S3Server;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that boots and serves its metrics itself, beside the file. */
abstract class BootedServerIT {
  static final class TrixieIT extends BootedServerIT {
    TrixieIT() {
      super(DebianRoot.TRIXIE);
    }
  }

  static final class SidIT extends BootedServerIT {
    SidIT() {
      super(DebianRoot.SID);
    }
  }

  private static final String SERVER = "pgbackrest-metrics-server.service";
  private static final String FILE = "/var/lib/node_exporter/textfile_collector/pgbackrest.prom";

  @TempDir Path scratch = Path.of("");

  private final DebianRoot root;

  BootedServerIT(DebianRoot root) {
    this.root = root;
  }

  @Test
  void servesTheSeriesThatTheFileHolds() throws IOException, InterruptedException {
    int port = freePort();
    URI metrics = URI.create("http://127.0.0.1:%d/metrics".formatted(port));
    try (BootedHost host =
        BootedHost.prepare(
            root,
            scratch,
            text -> text.replace("listen: null", "listen: \"127.0.0.1:%d\"".formatted(port)))) {
      SystemdBox box = host.box();
      host.putSecret(S3Server.KEY);
      host.enterMultiUser();
      box.start("pgbackrest-incr-backup.service").succeeded();
      box.start("pgbackrest-metrics.service").succeeded();
      box.run("systemctl", "restart", SERVER).succeeded();
      Await.until("the first collection has ended", SOON, () -> answers(metrics));

      String served = get(metrics).body();

      assertThat(series(served)).isEqualTo(series(box.read(FILE)));
      assertThat(served.lines())
          .contains(
              "pgbackrest_backup_count{hostname=\"forge\",repo=\"repo1\",stanza=\"main\"} 1.0",
              "pgbackrest_collection_success{hostname=\"forge\",repo=\"repo2\",stanza=\"main\"} 1.0");
      assertThat(box.journal(SERVER)).doesNotContain("xception");
      box.run("systemctl", "stop", SERVER).succeeded();
      assertThat(box.property(SERVER, "Result")).isEqualTo("success");
      assertThat(box.property(SERVER, "NRestarts")).isEqualTo("0");
      assertThat(host.alarms()).isEmpty();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(URI uri) {
    try {
      return get(uri).statusCode() == 200;
    } catch (ConnectException e) {
      return false; // it does not listen yet
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  /** Without values, for some tell when they were collected. */
  private static List<String> series(String exposition) {
    return exposition
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .sorted()
        .toList();
  }
}
