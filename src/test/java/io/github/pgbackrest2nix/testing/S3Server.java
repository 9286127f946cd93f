package io.github.pgbackrest2nix.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An S3 object store on the loopback interface, over TLS, with one bucket and a certificate
 * authority of its own. It accepts {@link #KEY} only; the secret it does not check.
 */
public final class S3Server implements AutoCloseable {
  public static final String KEY = "S3RVER";
  public static final String SECRET = "S3RVER";

  // pgBackRest finds no name in a certificate for an address, so the server is "localhost".
  public static final String HOST = "localhost";

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");
  private static final String SERVE =
      """
      cd "$1"
      "$2" "$3" -d data -a 127.0.0.1 -p 0 --key server.key --cert server.crt \
        --no-vhost-buckets --configure-bucket "$4" </dev/null >log 2>&1 &
      hold
      """;
  private static final String CERTIFY =
      """
      set -eu
      cd "$1"
      new="req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
      openssl $new -subj "/CN=test authority" -keyout ca.key -out ca.crt
      openssl $new -subj /CN=localhost -addext subjectAltName=DNS:localhost \
        -addext basicConstraints=critical,CA:FALSE -CA ca.crt -CAkey ca.key \
        -keyout server.key -out server.crt
      """;

  private final TemporaryFolder folder;
  private final Leash leash;
  private final int port;

  private S3Server(TemporaryFolder folder, Leash leash, int port) {
    this.folder = folder;
    this.leash = leash;
    this.port = port;
  }

  public static S3Server withBucket(String bucket) {
    String node = RequiredTool.find("node").toString();
    String program = RequiredTool.inCache("npm/node_modules/s3rver/bin/s3rver.js").toString();
    RequiredTool.find("openssl");
    var folder = new TemporaryFolder();
    try {
      String place = folder.path().toString();
      Command.of("sh", "-c", CERTIFY, "certify", place).run().succeeded();
      return serving(folder, Leash.start(SERVE, place, node, program, bucket));
    } catch (AssertionError e) {
      folder.close();
      throw e;
    }
  }

  private static S3Server serving(TemporaryFolder folder, Leash leash) {
    Path log = folder.path().resolve("log");
    try {
      Await.until("the S3 server listens", SOON, () -> portIn(log).isPresent());
      return new S3Server(folder, leash, portIn(log).orElseThrow());
    } catch (AssertionError e) {
      leash.close();
      throw new AssertionError("no S3 server: " + read(log), e);
    }
  }

  public int port() {
    return port;
  }

  /** The certificate authority's certificate, as PEM. */
  public String authority() {
    return read(folder.path().resolve("ca.crt"));
  }

  /** Every request so far, one a line. */
  public String requests() {
    return read(folder.path().resolve("log"));
  }

  @Override
  public void close() {
    leash.close();
    folder.close();
  }

  private static Optional<Integer> portIn(Path log) {
    Matcher matcher = LISTENING.matcher(Files.exists(log) ? read(log) : "");
    return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
