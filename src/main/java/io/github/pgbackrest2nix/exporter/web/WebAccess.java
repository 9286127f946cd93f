package io.github.pgbackrest2nix.exporter.web;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Who is let in, according to a web configuration that may change. */
final class WebAccess {
  private final Path file;
  private final Consumer<String> complaints;
  private volatile Current current;
  private FilesRead files;
  private String lastComplaint = "";

  private WebAccess(Path file, Current current, FilesRead files, Consumer<String> complaints) {
    this.file = file;
    this.current = current;
    this.files = files;
    this.complaints = complaints;
  }

  private record Current(Map<String, String> headers, BasicAuth auth, Optional<Tls> tls) {
    static Current of(WebConfig config) {
      return new Current(
          config.headers(), new BasicAuth(config.users()), config.tls().map(Tls::of));
    }
  }

  private record Tls(SSLContext context, SSLParameters parameters) {
    static Tls of(TlsConfig config) {
      try {
        SSLContext context = config.context();
        return new Tls(context, config.parameters(context));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("it could be made when it was read", e);
      }
    }
  }

  static WebAccess open(Path file, Consumer<String> complaints) throws WebConfigException {
    FilesRead files = new FilesRead();
    return new WebAccess(file, Current.of(WebConfigReader.read(file, files)), files, complaints);
  }

  boolean admits(List<String> authorization) {
    return current.auth().admits(authorization);
  }

  Map<String, String> headers() {
    return current.headers();
  }

  boolean isEncrypted() {
    return current.tls().isPresent();
  }

  HttpServer listen(InetSocketAddress address) throws IOException {
    if (!isEncrypted()) {
      return HttpServer.create(address, 0);
    }
    HttpsServer server = HttpsServer.create(address, 0);
    server.setHttpsConfigurator(configurator());
    return server;
  }

  /** Gives each connection what holds when it is made. */
  private HttpsConfigurator configurator() {
    SSLContext newest = new NewestTlsContext(() -> tls().context());
    return new HttpsConfigurator(newest) {
      @Override
      public void configure(HttpsParameters each) {
        each.setSSLParameters(tls().parameters());
      }
    };
  }

  private Tls tls() {
    return current.tls().orElseThrow();
  }

  /**
   * Reads the files again if they have changed. If they are wrong now, what held before goes on to
   * hold: a mistake must neither lock Prometheus out nor anybody else in.
   */
  synchronized void refresh() {
    if (files.areTheSame()) {
      return;
    }
    FilesRead anew = new FilesRead();
    try {
      Current next = Current.of(WebConfigReader.read(file, anew));
      if (next.tls().isPresent() != isEncrypted()) {
        complain(file + ": to begin or to end with TLS, start the server again");
        return;
      }
      current = next;
      files = anew;
      lastComplaint = "";
    } catch (WebConfigException e) {
      complain(String.valueOf(e.getMessage()));
    }
  }

  // Once, though the file is looked at again and again.
  private void complain(String complaint) {
    if (!complaint.equals(lastComplaint)) {
      complaints.accept(complaint + "; what was read before goes on to hold");
      lastComplaint = complaint;
    }
  }
}
