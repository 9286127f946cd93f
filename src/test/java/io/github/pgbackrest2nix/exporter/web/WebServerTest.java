package io.github.pgbackrest2nix.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgbackrest2nix.testing.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WebServerTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebServer server;

  WebServerTest() throws Exception {
    server =
        WebServer.start(
            ANY_PORT,
            Optional.empty(),
            new Pages(
                Map.of(
                    "/page", accepted -> Reply.ok("grüße"),
                    "/later", accepted -> Reply.unavailable("later", 5),
                    "/slow", this::slow,
                    "/broken",
                        accepted -> {
                          throw new IllegalStateException("broken");
                        })),
            complaints::add);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Reply slow(Preferences accepted) {
    asked.countDown();
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return Reply.ok("at last");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.address().getPort() + path));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /page         | 200 | grüße
          GET    | /page?a=b&c   | 200 | grüße
          GET    | /p%61ge       | 200 | grüße
          GET    | /later        | 503 | later
          GET    | /             | 404 | not found
          GET    | /page/        | 404 | not found
          GET    | /pages        | 404 | not found
          GET    | /x/../page    | 404 | not found
          POST   | /page         | 405 | method not allowed
          PUT    | /page         | 405 | method not allowed
          DELETE | /page         | 405 | method not allowed
          POST   | /nowhere      | 404 | not found
          GET    | /broken       | 500 | internal error
          """)
  void answers(String method, String path, int status, String body) throws Exception {
    HttpResponse<byte[]> response =
        send(request(path).method(method, BodyPublishers.ofString("something")));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(text(response)).isEqualTo(body + "\n");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
    assertThat(response.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
    assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    assertThat(complaints)
        .isEqualTo(
            status == 500
                ? List.of(
                    "a request could not be answered: java.lang.IllegalStateException: broken")
                : List.of());
  }

  @Test
  void answersHeadWithTheLengthAlone() throws Exception {
    HttpResponse<byte[]> response = send(request("/page").method("HEAD", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("Content-Length")).hasValue("8");
  }

  @Test
  void compressesForThoseWhoAcceptIt() throws Exception {
    HttpResponse<byte[]> plain = send(request("/page").header("Accept-Encoding", "gzip;q=0"));
    HttpResponse<byte[]> small = send(request("/page").header("Accept-Encoding", "deflate, gzip"));

    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(small.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(small.headers().firstValue("Vary")).hasValue("Accept, Accept-Encoding");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(small.body())).readAllBytes())
        .isEqualTo(plain.body());
  }

  @Test
  void answersManyAtOnce() throws Exception {
    List<CompletableFuture<HttpResponse<byte[]>>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(client.sendAsync(request("/page").build(), BodyHandlers.ofByteArray()));
    }

    for (CompletableFuture<HttpResponse<byte[]>> each : all) {
      assertThat(each.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void isNotHeldUpByWhoSaysNothing() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        silent.add(new Socket(InetAddress.getLoopbackAddress(), server.address().getPort()));
      }

      assertThat(send(request("/page")).statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void letsOneInBesideManyWhoSayNothingOrNeverFinish() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 64; i++) {
        sockets.add(new Socket(server.address().getAddress(), server.address().getPort()));
        Socket dribbling = new Socket(server.address().getAddress(), server.address().getPort());
        sockets.add(dribbling);
        dribbling
            .getOutputStream()
            .write("GET /page HTTP/1.1\r\nHost: a".getBytes(StandardCharsets.US_ASCII));
      }
      Await.until(
          "64 threads wait for the rest of a request",
          Duration.ofSeconds(8),
          () -> requestThreads() >= 64);

      assertThat(send(request("/page")).statusCode()).isEqualTo(200);
      assertThat(requestThreads()).as("those that dribble are still there").isGreaterThan(64);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static long requestThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("request"))
        .count();
  }

  @Test
  void hangsUpOnWhoNeverFinishesARequest() throws Exception {
    try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      slow.getOutputStream()
          .write("GET /page HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThat(slow.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void letsAnAnswerFinishBeforeItEnds() throws Exception {
    CompletableFuture<HttpResponse<byte[]>> slow =
        client.sendAsync(request("/slow").build(), BodyHandlers.ofByteArray());
    asked.await();
    CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
    go.countDown();

    assertThat(text(slow.get())).isEqualTo("at last\n");
    closed.get();
    assertThatThrownBy(() -> send(request("/page"))).isInstanceOf(IOException.class);
    assertThat(complaints).isEmpty();
  }

  @Test
  void endsAllTheSameIfAnAnswerDoesNotFinish() throws Exception {
    CompletableFuture<HttpResponse<byte[]>> slow =
        client.sendAsync(request("/slow").build(), BodyHandlers.ofByteArray());
    asked.await();

    server.close();

    assertThat(complaints).contains("a request was not finished when the server ended");
    assertThatThrownBy(slow::get).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void doesNotShareAPort() {
    assertThatThrownBy(
            () ->
                WebServer.start(
                    server.address(), Optional.empty(), new Pages(Map.of()), text -> {}))
        .isInstanceOf(BindException.class);
  }
}
