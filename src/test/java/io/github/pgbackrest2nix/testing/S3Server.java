package io.github.pgbackrest2nix.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    String place = folder.path().toString();
    Command.of("sh", "-c", CERTIFY, "certify", place).run().succeeded();
    Leash leash = Leash.start(SERVE, place, node, program, bucket);
    Path log = folder.path().resolve("log");
    Await.until("the S3 server listens", Duration.ofSeconds(30), () -> listening(log).find());
    Matcher matcher = listening(log);
    if (!matcher.find()) {
      throw new AssertionError("the S3 server's log lost its first line");
    }
    return new S3Server(folder, leash, Integer.parseInt(matcher.group(1)));
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

  private static Matcher listening(Path log) {
    return LISTENING.matcher(Files.exists(log) ? read(log) : "");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
