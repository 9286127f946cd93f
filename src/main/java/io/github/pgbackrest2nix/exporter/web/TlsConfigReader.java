package io.github.pgbackrest2nix.exporter.web;

import io.github.pgbackrest2nix.exporter.web.Pem.PemException;
import io.github.pgbackrest2nix.exporter.web.TlsConfig.ClientAuth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the part of the web configuration that is about TLS. */
final class TlsConfigReader {
  private static final Set<String> KNOWN =
      Set.of(
          "cert",
          "cert_file",
          "key",
          "key_file",
          "client_ca",
          "client_ca_file",
          "client_auth_type",
          "min_version",
          "max_version",
          "cipher_suites",
          "prefer_server_cipher_suites");
  private static final Map<String, String> UNSUPPORTED =
      Map.of(
          "curve_preferences",
          "Java takes them from -Djdk.tls.namedGroups",
          "client_allowed_sans",
          "whoever has a certificate of the client CA is let in, so give that CA to nobody"
              + " else");
  // What the format calls them, oldest first.
  private static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");
  private static final int OLDEST = VERSIONS.indexOf("TLS12");
  private static final List<String> PROTOCOLS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  private final YamlFile yaml;
  private final Path file;
  private final FilesRead files;

  TlsConfigReader(YamlFile yaml, Path file, FilesRead files) {
    this.yaml = yaml;
    this.file = file;
    this.files = files;
  }

  /** Returns nothing if nothing is in it, which is how the format spells "no TLS". */
  Optional<TlsConfig> read(Node node, String name) throws WebConfigException {
    Map<String, Node> fields = yaml.fields(node, name, KNOWN, UNSUPPORTED);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Optional<Pems> chainAt = pems(fields, "cert", "cert_file");
    Optional<Pems> keyAt = pems(fields, "key", "key_file");
    if (chainAt.isEmpty() || keyAt.isEmpty()) {
      throw yaml.error(node, chainAt.isEmpty() ? "cert_file is missing" : "key_file is missing");
    }
    List<X509Certificate> chain = certificates(chainAt.get());
    ClientAuth clientAuth = clientAuth(fields);
    Optional<Pems> authorities = pems(fields, "client_ca", "client_ca_file");
    if (authorities.isPresent() != (clientAuth != ClientAuth.NONE)) {
      throw yaml.error(
          authorities.map(Pems::at).orElse(node),
          "client_ca_file and client_auth_type say nothing without each other");
    }
    List<String> protocols = protocols(fields, node);
    TlsConfig tls =
        new TlsConfig(
            chain,
            key(keyAt.get(), chain.get(0)),
            clientAuth,
            authorities.isPresent() ? certificates(authorities.get()) : List.of(),
            protocols,
            cipherSuites(fields, protocols),
            !fields.containsKey("prefer_server_cipher_suites")
                || yaml.flag(
                    fields.get("prefer_server_cipher_suites"), "prefer_server_cipher_suites"));
    checkUsable(tls, chainAt.get());
    return Optional.of(tls);
  }

  /**
   * PEM text, in the file itself or in another.
   *
   * @param name what it is called in messages
   */
  private record Pems(Node at, String name, String text) {}

  private Optional<Pems> pems(Map<String, Node> fields, String inline, String inFile)
      throws WebConfigException {
    Node text = fields.get(inline);
    Node path = fields.get(inFile);
    if (text != null && path != null) {
      throw yaml.error(path, inline + " and " + inFile + " exclude each other");
    }
    if (text != null) {
      return Optional.of(new Pems(text, inline, yaml.text(text, inline)));
    }
    if (path == null) {
      return Optional.empty();
    }
    // Relative to the configuration, as in the exporters of the Prometheus project.
    Path other = file.toAbsolutePath().resolveSibling(yaml.text(path, inFile));
    String name = inFile + " \"" + other + "\"";
    try {
      String pem = new String(files.read(other), StandardCharsets.ISO_8859_1);
      return Optional.of(new Pems(path, name, pem));
    } catch (NoSuchFileException e) {
      throw yaml.error(path, name + " does not exist");
    } catch (IOException e) {
      throw yaml.error(path, name + " cannot be read");
    }
  }

  private List<X509Certificate> certificates(Pems pems) throws WebConfigException {
    try {
      return Pem.certificates(pems.text());
    } catch (PemException e) {
      throw yaml.error(pems.at(), pems.name() + " " + e.getMessage());
    }
  }

  private PrivateKey key(Pems pems, X509Certificate certificate) throws WebConfigException {
    try {
      return Pem.key(pems.text(), certificate.getPublicKey());
    } catch (PemException e) {
      throw yaml.error(pems.at(), pems.name() + " " + e.getMessage());
    }
  }

  private ClientAuth clientAuth(Map<String, Node> fields) throws WebConfigException {
    Node node = fields.get("client_auth_type");
    if (node == null) {
      return ClientAuth.NONE;
    }
    return switch (yaml.text(node, "client_auth_type")) {
      case "", "NoClientCert" -> ClientAuth.NONE;
      case "VerifyClientCertIfGiven" -> ClientAuth.IF_GIVEN;
      case "RequireAndVerifyClientCert" -> ClientAuth.REQUIRED;
      case "RequestClientCert", "RequireAnyClientCert", "RequireClientCert" ->
          throw yaml.error(
              node,
              "this client_auth_type takes certificates without checking them and is not"
                  + " supported: write RequireAndVerifyClientCert");
      default ->
          throw yaml.error(
              node,
              "client_auth_type must be NoClientCert, VerifyClientCertIfGiven or"
                  + " RequireAndVerifyClientCert");
    };
  }

  private List<String> protocols(Map<String, Node> fields, Node node) throws WebConfigException {
    int min = version(fields, "min_version", "TLS12");
    int max = version(fields, "max_version", "TLS13");
    if (min > max) {
      throw yaml.error(
          fields.getOrDefault("min_version", node), "min_version is newer than max_version");
    }
    return PROTOCOLS.subList(min, max + 1);
  }

  private int version(Map<String, Node> fields, String name, String otherwise)
      throws WebConfigException {
    Node node = fields.get(name);
    int version = VERSIONS.indexOf(node == null ? otherwise : yaml.text(node, name));
    if (node != null && version < OLDEST) {
      throw yaml.error(
          node,
          name
              + (version < 0
                  ? " must be TLS12 or TLS13"
                  : " is older than Java speaks: write TLS12"));
    }
    return version;
  }

  private List<String> cipherSuites(Map<String, Node> fields, List<String> protocols)
      throws WebConfigException {
    Node node = fields.get("cipher_suites");
    if (node == null) {
      return List.of();
    }
    List<String> offered = offered();
    List<String> suites = new ArrayList<>();
    for (Node item : yaml.items(node, "cipher_suites")) {
      String suite = yaml.text(item, "a cipher suite");
      if (!offered.contains(suite)) {
        throw yaml.error(item, "this Java has no cipher suite \"" + suite + "\"");
      }
      suites.add(suite);
    }
    // The list is about TLS 1.2: those of 1.3 are always on.
    if (!suites.isEmpty() && protocols.contains("TLSv1.3")) {
      offered.stream()
          .filter(suite -> suite.startsWith("TLS_AES_") || suite.startsWith("TLS_CHACHA20_"))
          .filter(suite -> !suites.contains(suite))
          .forEach(suites::add);
    }
    return suites;
  }

  private static List<String> offered() {
    try {
      return Arrays.asList(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  private void checkUsable(TlsConfig tls, Pems chain) throws WebConfigException {
    try {
      tls.context();
    } catch (GeneralSecurityException e) {
      throw yaml.error(
          chain.at(),
          chain.name() + " is not a chain of certificates that begins with the server's own");
    }
  }
}
