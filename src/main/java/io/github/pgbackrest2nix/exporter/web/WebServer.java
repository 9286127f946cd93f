package io.github.pgbackrest2nix.exporter.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/** Answers requests until it is closed. */
public final class WebServer implements AutoCloseable {
  /**
   * Four times what a forgotten or hostile client of 64 connections takes, so that a scrape beside
   * it gets in; each costs some 50 KB with TLS, at most for {@code maxReqTime}.
   */
  private static final int MAX_CONNECTIONS = 256;

  private static final long THREAD_IDLE_SECONDS = 30;
  private static final long STACK_BYTES = 256 << 10;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  // The JDK's server knows limits, but by system properties alone: seconds for a request to come in
  // and for its answer to go out, after which the connection is closed, and how many of these there
  // may be. What is set on the command line wins. Headers are read into memory: those of Prometheus
  // are below 1 KiB, and the JDK's own limit is 380.
  private static final Map<String, String> LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "10",
          "sun.net.httpserver.maxRspTime", "30",
          "sun.net.httpserver.nodelay", "true",
          "sun.net.httpserver.maxReqHeaderSize", "16384",
          "jdk.httpserver.maxConnections", Integer.toString(MAX_CONNECTIONS));

  private static final long REFRESH_SECONDS = 5;

  private static final Reply UNAUTHORIZED =
      Reply.line(
          Reply.UNAUTHORIZED,
          "unauthorized",
          Map.of("WWW-Authenticate", "Basic realm=\"restricted\", charset=\"UTF-8\""));

  private final HttpServer server;
  private final Optional<WebAccess> access;
  private final Pages pages;
  private final Consumer<String> complaints;
  private final ThreadPoolExecutor threads;
  private final ScheduledExecutorService refreshing =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "web configuration");
            thread.setDaemon(true);
            return thread;
          });

  // Whoever answers holds the read lock, so that the end waits for them.
  private final ReentrantReadWriteLock answering = new ReentrantReadWriteLock();

  private WebServer(
      HttpServer server, Optional<WebAccess> access, Pages pages, Consumer<String> complaints) {
    this.server = server;
    this.access = access;
    this.pages = pages;
    this.complaints = complaints;
    threads =
        new ThreadPoolExecutor(
            0,
            // One for each connection: a thread waits for the rest of a request that dribbles in.
            MAX_CONNECTIONS,
            THREAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> new Thread(null, task, "request", STACK_BYTES),
            // A connection that was closed just now may still have its thread.
            (task, full) -> complaints.accept("a request was not answered: too many at once"));
  }

  /**
   * Starts to listen.
   *
   * @param webConfig the web configuration; without one, everybody is let in by plain HTTP
   * @param complaints told of what goes wrong later
   * @throws IOException if it cannot
   * @throws WebConfigException if the web configuration cannot be used
   */
  public static WebServer start(
      InetSocketAddress address, Optional<Path> webConfig, Pages pages, Consumer<String> complaints)
      throws IOException, WebConfigException {
    for (Map.Entry<String, String> limit : LIMITS.entrySet()) {
      System.getProperties().putIfAbsent(limit.getKey(), limit.getValue());
    }
    Optional<WebAccess> access = Optional.empty();
    if (webConfig.isPresent()) {
      access = Optional.of(WebAccess.open(webConfig.get(), complaints));
    }
    HttpServer http =
        access.isPresent() ? access.get().listen(address) : HttpServer.create(address, 0);
    WebServer server = new WebServer(http, access, pages, complaints);
    http.setExecutor(server.threads);
    http.createContext("/", server::answer);
    http.start();
    if (access.isPresent()) {
      Future<?> unused =
          server.refreshing.scheduleWithFixedDelay(
              server::refresh, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
    }
    return server;
  }

  /** Looks at once whether the web configuration has changed. */
  void refresh() {
    try {
      access.ifPresent(WebAccess::refresh);
    } catch (RuntimeException e) {
      // It would end the looking for good, unseen.
      complaints.accept("the web configuration could not be read again: " + e);
    }
  }

  /** Returns where it listens, with the port that was chosen if 0 was asked for. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Returns {@code http} or {@code https}. */
  public String scheme() {
    return access.map(WebAccess::isEncrypted).orElse(false) ? "https" : "http";
  }

  /** Ends, but lets those finish, for a moment, that are being answered. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      boolean quiet = answering.writeLock().tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (!quiet) {
        complaints.accept("a request was not finished when the server ended");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    // Not with a delay: it would be waited for to its end even where nobody is being answered.
    server.stop(0);
    threads.shutdownNow();
    refreshing.shutdownNow();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (!answering.readLock().tryLock()) {
      exchange.close();
      return;
    }
    try {
      send(exchange, reply(exchange));
    } finally {
      exchange.close();
      answering.readLock().unlock();
    }
  }

  private Reply reply(HttpExchange exchange) {
    try {
      if (!access.map(each -> each.admits(header(exchange, "Authorization"))).orElse(true)) {
        return UNAUTHORIZED;
      }
      return pages.reply(
          exchange.getRequestMethod(),
          String.valueOf(exchange.getRequestURI().getPath()),
          Preferences.parse(header(exchange, "Accept")));
    } catch (RuntimeException | OutOfMemoryError e) {
      complaints.accept("a request could not be answered: " + e);
      return Reply.line(Reply.INTERNAL_ERROR, "internal error", Map.of());
    }
  }

  private static List<String> header(HttpExchange exchange, String name) {
    List<String> values = exchange.getRequestHeaders().get(name);
    return values == null ? List.of() : values;
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    access.ifPresent(each -> each.headers().forEach(exchange.getResponseHeaders()::set));
    boolean gzip = Preferences.parse(header(exchange, "Accept-Encoding")).weight("gzip") > 0;
    Body body = reply.body();
    long length = gzip ? body.gzip().length : body.length();
    exchange.getResponseHeaders().set("Content-Type", reply.contentType());
    exchange.getResponseHeaders().set("Vary", "Accept, Accept-Encoding");
    if (gzip) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
      exchange.sendResponseHeaders(reply.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(reply.status(), length);
    try (OutputStream out = exchange.getResponseBody()) {
      if (gzip) {
        out.write(body.gzip());
      } else {
        body.writePlain(out);
      }
    }
  }
}
