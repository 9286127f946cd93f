package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.web.WebConfigException;
import io.github.pgbackrest2nix.exporter.web.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Collects in the background of a web server, until the process is told to end. */
final class ServeCommand {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ServeOptions options;
  private final String version;
  private final PrintStream out;
  private final Messages messages;

  ServeCommand(ServeOptions options, String version, PrintStream out, Messages messages) {
    this.options = options;
    this.version = version;
    this.out = out;
    this.messages = messages;
  }

  /** Returns the exit code; whatever is wrong has been said. Returns at all if interrupted. */
  int run(Clock clock, LongSupplier nanoTime) {
    Declaration declaration;
    try (InputStream in = Files.newInputStream(options.declaration())) {
      declaration = DeclarationReader.read(in);
    } catch (IOException e) {
      return messages.cannot("read the declaration", options.declaration(), e);
    }
    InfoSource source = new PgBackRest(options.pgbackrest(), options.timeout());
    Calendars calendars = SystemdAnalyze.find(options.systemdAnalyze(), options.timeout());
    Collector collector =
        new Collector(declaration, source, calendars, clock, nanoTime)
            .withEveryBackup(options.everyBackup());
    MetricsPages pages = new MetricsPages(version);
    CollectionLoop loop =
        new CollectionLoop(
            collector,
            options.state().map(file -> new Memory(file, messages)),
            options.interval(),
            snapshot -> {
              messages.failures(snapshot);
              pages.publish(snapshot);
            });
    return serve(pages, loop);
  }

  private int serve(MetricsPages pages, CollectionLoop loop) {
    CountDownLatch ended = new CountDownLatch(1);
    try (WebServer server =
        WebServer.start(options.listen(), options.webConfig(), pages.pages(), messages::say)) {
      endOnSignal(Thread.currentThread(), ended);
      out.print(
          "listening on " + server.scheme() + "://" + spelled(server.address()) + "/metrics\n");
      loop.run();
      return ExitCode.OK;
    } catch (WebConfigException e) {
      messages.say(String.valueOf(e.getMessage()));
      return ExitCode.COULD_NOT_RUN;
    } catch (IOException e) {
      messages.say("cannot listen on " + spelled(options.listen()) + ": " + Messages.reason(e));
      return ExitCode.COULD_NOT_RUN;
    } finally {
      ended.countDown();
    }
  }

  // A JVM that is told to end takes the signal for its exit status, and for a service manager that
  // is a failure. This one ends as it was meant to.
  private static void endOnSignal(Thread serving, CountDownLatch ended) {
    Thread end =
        new Thread(
            () -> {
              if (ended.getCount() == 0) {
                return; // not a signal: the process ends by itself, and has an exit code
              }
              serving.interrupt();
              Runtime.getRuntime().halt(isQuiet(ended) ? ExitCode.OK : ExitCode.COULD_NOT_RUN);
            },
            "end");
    Runtime.getRuntime().addShutdownHook(end);
  }

  private static boolean isQuiet(CountDownLatch ended) {
    try {
      return ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String spelled(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
