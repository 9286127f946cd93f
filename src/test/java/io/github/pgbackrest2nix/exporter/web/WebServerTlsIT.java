package io.github.pgbackrest2nix.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgbackrest2nix.exporter.web.TlsConfig.ClientAuth;
import io.github.pgbackrest2nix.testing.RequiredTool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class WebServerTlsIT {
  private static final String HASH = "$2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2";
  private static final String CERTIFIED =
      "tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n";

  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
  private final Path folder;
  private final Path config;
  private final Certificates certificates;

  WebServerTlsIT(@TempDir Path folder) throws Exception {
    this.folder = folder;
    config = folder.resolve("web.yml");
    certificates = new Certificates(folder);
    certificates.issue("server", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
  }

  private WebServer start(String text) throws Exception {
    Files.writeString(config, text);
    return WebServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        Optional.of(config),
        new Pages(Map.of("/page", accepted -> Reply.ok("text"))),
        complaints::add);
  }

  /** Returns a client that trusts the authority and shows these certificates. */
  private HttpClient client(String... names) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", certificate("ca"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys(names), trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private KeyManager[] keys(String... names) throws Exception {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    for (String name : names) {
      X509Certificate shown = certificate(name);
      PrivateKey key =
          Pem.key(Files.readString(certificates.file(name + ".key")), shown.getPublicKey());
      own.setKeyEntry(name, key, new char[0], new X509Certificate[] {shown});
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, new char[0]);
    return keys.getKeyManagers();
  }

  private X509Certificate certificate(String name) throws Exception {
    return Pem.certificates(Files.readString(certificates.file(name + ".crt"))).get(0);
  }

  private static HttpResponse<String> get(HttpClient client, WebServer server, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create(server.scheme() + "://localhost:" + server.address().getPort() + "/page"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void speaksTlsAndSetsHeaders() throws Exception {
    String headers = "http_server_config:\n  headers:\n    X-Content-Type-Options: nosniff\n";
    try (WebServer server = start(CERTIFIED + headers)) {
      HttpResponse<String> response = get(client(), server);

      assertThat(response.uri().getScheme()).isEqualTo("https");
      assertThat(response.body()).isEqualTo("text\n");
      assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
      assertThatThrownBy(() -> get(HttpClient.newHttpClient(), server))
          .isInstanceOf(SSLException.class);
      assertThat(complaints).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rsa:2048                               | pkcs8 -topk8 -nocrypt
          rsa:2048                               | rsa -traditional
          rsa:4096                               | rsa -traditional
          ec -pkeyopt ec_paramgen_curve:P-256    | ec
          ec -pkeyopt ec_paramgen_curve:P-384    | ec
          ec -pkeyopt ec_paramgen_curve:P-521    | pkcs8 -topk8 -nocrypt
          ed25519                                | pkcs8 -topk8 -nocrypt
          """)
  void readsKeysOfEveryKind(String newkey, String form) throws Exception {
    certificates.issue("server", newkey.split(" "));
    List<String> convert = new ArrayList<>(List.of(form.split(" ")));
    convert.addAll(List.of("-in", "server.key", "-out", "converted.key"));
    certificates.run(convert.toArray(String[]::new));
    if (newkey.startsWith("ec")) {
      String curve = certificates.run("ecparam", "-name", "prime256v1");
      Files.writeString(
          certificates.file("converted.key"),
          curve + Files.readString(certificates.file("converted.key")));
    }

    try (WebServer server = start(CERTIFIED.replace("server.key", "converted.key"))) {
      assertThat(get(client(), server).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void takesCertificateAndKeyFromTheFileItself() throws Exception {
    try (WebServer server =
        start(
            "tls_server_config:\n  cert: |\n"
                + Files.readString(certificates.file("server.crt")).indent(4)
                + "  key: |\n"
                + Files.readString(certificates.file("server.key")).indent(4))) {
      assertThat(get(client(), server).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refusesKeysThatItCannotUse() throws Exception {
    certificates.issue("other", "rsa:2048");
    certificates.issue("twin", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
    certificates.run(
        "pkcs8", "-topk8", "-passout", "pass:secret", "-in", "server.key", "-out", "locked.key");
    certificates.run(
        "rsa",
        "-traditional",
        "-aes128",
        "-passout",
        "pass:secret",
        "-in",
        "other.key",
        "-out",
        "old-locked.key");
    String locked =
        "holds an encrypted key, whose passphrase nobody could type in: write it without, by"
            + " \"openssl pkey -in KEY -out PLAIN\"";

    assertThat(refusalOf("other.key")).isEqualTo("holds no key that fits the EC certificate");
    assertThat(refusalOf("twin.key")).isEqualTo("holds the key of another certificate");
    assertThat(refusalOf("server.crt")).isEqualTo("holds no \"BEGIN PRIVATE KEY\"");
    assertThat(refusalOf("locked.key")).isEqualTo(locked);
    assertThat(refusalOf("old-locked.key")).isEqualTo(locked);
  }

  private String refusalOf(String key) {
    String prefix = config + ":3: key_file \"" + folder.resolve(key) + "\" ";
    try (WebServer server = start(CERTIFIED.replace("server.key", key))) {
      return "started " + server.scheme();
    } catch (Exception e) {
      assertThat(e).isInstanceOf(WebConfigException.class).hasMessageStartingWith(prefix);
      return String.valueOf(e.getMessage()).substring(prefix.length());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RequireAndVerifyClientCert,client,true",
    "RequireAndVerifyClientCert,,false",
    "RequireAndVerifyClientCert,stranger,false",
    "VerifyClientCertIfGiven,client,true",
    "VerifyClientCertIfGiven,,true",
    "VerifyClientCertIfGiven,stranger,false"
  })
  void asksClientsForCertificates(String type, String shown, boolean admitted) throws Exception {
    certificates.issue("client", "rsa:2048");
    certificates.run(
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "stranger.key",
        "-out",
        "stranger.crt",
        "-days",
        "2",
        "-subj",
        "/CN=Stranger");
    String curl = curl(type, Optional.ofNullable(shown));

    assertThat(curl).isEqualTo(admitted ? "text\n" : "refused");
  }

  // Java's own client shows no certificate that the server's authorities have not signed.
  private String curl(String type, Optional<String> shown) throws Exception {
    Path curl = RequiredTool.find("curl");
    String clients = "  client_ca_file: ca.crt\n  client_auth_type: " + type + "\n";
    try (WebServer server = start(CERTIFIED + clients)) {
      List<String> command = new ArrayList<>(List.of(curl.toString(), "-sS", "--cacert", "ca.crt"));
      shown.ifPresent(
          name -> command.addAll(List.of("--cert", name + ".crt", "--key", name + ".key")));
      command.add("https://localhost:" + server.address().getPort() + "/page");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? output : "refused";
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          client_auth_type: RequireAnyClientCert  | 4:this client_auth_type takes certificates without checking them and is not supported: write RequireAndVerifyClientCert
          client_auth_type: Maybe                 | 4:client_auth_type must be NoClientCert, VerifyClientCertIfGiven or RequireAndVerifyClientCert
          client_auth_type: VerifyClientCertIfGiven | 2:client_ca_file and client_auth_type say nothing without each other
          client_ca_file: ca.crt                  | 4:client_ca_file and client_auth_type say nothing without each other
          min_version: TLS10                      | 4:min_version is older than Java speaks: write TLS12
          min_version: SSL3                       | 4:min_version must be TLS12 or TLS13
          {min_version: TLS13, max_version: TLS12} | 4:min_version is newer than max_version
          cipher_suites: [TLS_NONE]               | 4:this Java has no cipher suite "TLS_NONE"
          """)
  void refusesWhatItCannotDo(String line, String message) {
    String more = line.replaceAll("[{}]", "").replace(", ", "\n  ");

    assertThatThrownBy(() -> start(CERTIFIED + "  " + more + "\n").close())
        .isInstanceOf(WebConfigException.class)
        .hasMessage(config + ":" + message.replaceFirst(":", ": "));
  }

  @Test
  void speaksTheVersionsAndSuitesThatItIsTold() throws Exception {
    try (WebServer server =
        start(
            CERTIFIED
                + "  max_version: TLS12\n"
                + "  cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]\n")) {
      HttpResponse<String> response = get(client(), server);

      assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.2");
      assertThat(response.sslSession().orElseThrow().getCipherSuite())
          .isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
    }
  }

  @Test
  void asksForPasswords() throws Exception {
    try (WebServer server = start(CERTIFIED + "basic_auth_users:\n  prometheus: " + HASH + "\n")) {
      HttpResponse<String> without = get(client(), server);
      HttpResponse<String> wrong = get(client(), server, "Authorization", basic("wrong"));
      HttpResponse<String> right = get(client(), server, "Authorization", basic("correct horse"));

      assertThat(without.statusCode()).isEqualTo(401);
      assertThat(without.headers().firstValue("WWW-Authenticate"))
          .hasValue("Basic realm=\"restricted\", charset=\"UTF-8\"");
      assertThat(without.body()).isEqualTo("unauthorized\n");
      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(right.body()).isEqualTo("text\n");
    }
  }

  private static String basic(String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString(("prometheus:" + password).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void takesNewCertificatesAndPasswordsWithoutARestart() throws Exception {
    try (WebServer server = start(CERTIFIED)) {
      X509Certificate before = shown(server);
      certificates.issue("server", "rsa:2048");
      Files.writeString(config, CERTIFIED + "basic_auth_users:\n  prometheus: " + HASH + "\n");

      server.refresh();

      assertThat(shown(server)).isEqualTo(certificate("server")).isNotEqualTo(before);
      assertThat(get(client(), server).statusCode()).isEqualTo(401);
      assertThat(complaints).isEmpty();
    }
  }

  private X509Certificate shown(WebServer server) throws Exception {
    return (X509Certificate)
        get(client(), server).sslSession().orElseThrow().getPeerCertificates()[0];
  }

  @Test
  void keepsWhatHeldBeforeAMistakeAndSaysSoOnce() throws Exception {
    try (WebServer server = start(CERTIFIED)) {
      Files.writeString(certificates.file("server.key"), "half a ke");
      server.refresh();
      server.refresh();

      assertThat(get(client(), server).statusCode()).isEqualTo(200);
      assertThat(complaints)
          .containsExactly(
              config
                  + ":3: key_file \""
                  + folder.resolve("server.key")
                  + "\" holds no \"BEGIN PRIVATE KEY\"; what was read before goes on to hold");

      Files.writeString(config, "");
      server.refresh();

      assertThat(get(client(), server).uri().getScheme()).isEqualTo("https");
      assertThat(complaints)
          .last()
          .isEqualTo(
              config
                  + ": to begin or to end with TLS, start the server again; what was read before"
                  + " goes on to hold");
    }
  }

  @Test
  void hangsUpOnWhoNeverShakesHands() throws Exception {
    try (WebServer server = start(CERTIFIED);
        Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      slow.getOutputStream().write(new byte[] {0x16, 0x03});

      assertThat(get(client(), server).statusCode()).isEqualTo(200);
      // An alert, perhaps, and then the end.
      assertThat(slow.getInputStream().readAllBytes()).hasSizeLessThan(100);
    }
  }

  @Test
  void hidesKeysFromMessages() throws Exception {
    X509Certificate own = certificate("server");
    PrivateKey key = Pem.key(Files.readString(certificates.file("server.key")), own.getPublicKey());

    assertThat(
            new TlsConfig(List.of(own), key, ClientAuth.NONE, List.of(), List.of(), List.of(), true)
                .toString())
        .isEqualTo("TlsConfig of CN=server");
  }
}
