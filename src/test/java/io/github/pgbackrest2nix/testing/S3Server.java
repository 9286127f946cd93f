package io.github.pgbackrest2nix.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An S3 object store on the loopback interface, over TLS, with one bucket and a certificate
 * authority of its own. It accepts {@link #KEY} only; the secret it does not check. Unlike the real
 * ones it does not list a prefix below which there are prefixes and no object.
 */
public final class S3Server implements AutoCloseable {
  public static final String KEY = "S3RVER";
  public static final String SECRET = "S3RVER";

  // pgBackRest finds no name in a certificate for an address, so the server is "localhost".
  public static final String HOST = "localhost";

  private static final int ANY_PORT = 0;

  /** How the server's files end that hold an object's content. */
  private static final String OBJECT = "._S3rver_object";

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");
  private static final String SERVE =
      """
      cd "$1"
      "$2" "$3" -d data -a 127.0.0.1 -p "$5" --key server.key --cert server.crt \
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
  private final List<String> program;
  private final int port;
  private Leash leash;

  private S3Server(TemporaryFolder folder, List<String> program, Leash leash, int port) {
    this.folder = folder;
    this.program = program;
    this.leash = leash;
    this.port = port;
  }

  public static S3Server withBucket(String bucket) {
    String node = RequiredTool.find("node").toString();
    String script = RequiredTool.inCache("npm/node_modules/s3rver/bin/s3rver.js").toString();
    RequiredTool.find("openssl");
    var folder = new TemporaryFolder();
    try {
      String place = folder.path().toString();
      Command.of("sh", "-c", CERTIFY, "certify", place).run().succeeded();
      List<String> program = List.of(place, node, script, bucket);
      Leash leash = serve(folder, program, ANY_PORT);
      return new S3Server(folder, program, leash, portIn(log(folder)).orElseThrow());
    } catch (AssertionError e) {
      folder.close();
      throw e;
    }
  }

  private static Leash serve(TemporaryFolder folder, List<String> program, int port) {
    List<String> arguments = new ArrayList<>(program);
    arguments.add(String.valueOf(port));
    Leash leash = Leash.start(SERVE, arguments.toArray(String[]::new));
    try {
      Await.until("the S3 server listens", SOON, () -> portIn(log(folder)).isPresent());
      return leash;
    } catch (AssertionError e) {
      leash.close();
      throw new AssertionError("no S3 server: " + read(log(folder)), e);
    }
  }

  /** Ends the server; who wants to connect is refused. */
  public void goDown() {
    leash.close();
  }

  /** Has the server answer nobody any more, though whoever wants to connect still can. */
  public void hang() {
    ProcessHandle.of(leash.pid()).stream()
        .flatMap(ProcessHandle::descendants)
        .forEach(each -> Command.of("kill", "-STOP", "" + each.pid()).run().succeeded());
  }

  /** Starts the server again, at the same place and with all that was in it. */
  public void comeBack() {
    try {
      Files.delete(log(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    leash = serve(folder, program, port);
  }

  public int port() {
    return port;
  }

  /** The certificate authority's certificate, as PEM. */
  public String authority() {
    return read(folder.path().resolve("ca.crt"));
  }

  /** Every request since the start, one a line. */
  public String requests() {
    return read(log(folder));
  }

  /** The contents of all objects, by bucket and key. */
  public SortedMap<String, Path> objects() {
    Path data = folder.path().resolve("data");
    SortedMap<String, Path> objects = new TreeMap<>();
    try (Stream<Path> files = Files.walk(data)) {
      files
          .filter(file -> file.toString().endsWith(OBJECT))
          .forEach(file -> objects.put(nameOf(data.relativize(file)), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return objects;
  }

  private static String nameOf(Path object) {
    return object.toString().substring(0, object.toString().length() - OBJECT.length());
  }

  @Override
  public void close() {
    leash.close();
    folder.close();
  }

  private static Path log(TemporaryFolder folder) {
    return folder.path().resolve("log");
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
