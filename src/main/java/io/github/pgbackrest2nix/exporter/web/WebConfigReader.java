package io.github.pgbackrest2nix.exporter.web;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads the web configuration that exporters of the Prometheus project share. What it may say but
 * this server cannot do is refused: it mostly protects something.
 */
final class WebConfigReader {
  private static final String TOP = "the file";
  private static final String TLS = "tls_server_config";
  private static final String HTTP = "http_server_config";
  private static final String USERS = "basic_auth_users";
  private static final Map<String, String> UNSUPPORTED =
      Map.of("rate_limit", "a proxy in front of the server can do it");

  private static final Map<String, Set<String>> HEADERS =
      Map.of(
          "Content-Security-Policy", Set.of(),
          "Strict-Transport-Security", Set.of(),
          "X-Content-Type-Options", Set.of("nosniff"),
          "X-Frame-Options", Set.of("deny", "sameorigin"),
          "X-XSS-Protection", Set.of());

  private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
  private static final int LEAST_COST = 4;
  private static final int MOST_COST = 16;

  private final FilesRead files;
  private final YamlFile yaml;
  private final Path file;

  private WebConfigReader(Path file, FilesRead files) {
    this.file = file;
    this.files = files;
    yaml = new YamlFile(file);
  }

  /** Reads the file and those that it names. */
  static WebConfig read(Path file, FilesRead files) throws WebConfigException {
    try {
      return new WebConfigReader(file, files).config(files.read(file));
    } catch (NoSuchFileException e) {
      throw new WebConfigException(file + ": no such file");
    } catch (IOException e) {
      throw new WebConfigException(file + ": cannot be read");
    }
  }

  private WebConfig config(byte[] text) throws WebConfigException {
    Optional<Node> root = yaml.parse(text);
    if (root.isEmpty()) {
      return WebConfig.OPEN;
    }
    Map<String, Node> fields = yaml.fields(root.get(), TOP, Set.of(TLS, HTTP, USERS), UNSUPPORTED);
    Optional<TlsConfig> tls = Optional.empty();
    if (fields.containsKey(TLS)) {
      tls = new TlsConfigReader(yaml, file, files).read(fields.get(TLS), TLS);
    }
    Map<String, String> headers = fields.containsKey(HTTP) ? http(fields.get(HTTP)) : Map.of();
    SortedMap<String, String> users =
        fields.containsKey(USERS) ? users(fields.get(USERS)) : new TreeMap<>();
    return new WebConfig(tls, headers, users);
  }

  private Map<String, String> http(Node node) throws WebConfigException {
    Map<String, Node> fields = yaml.fields(node, HTTP, Set.of("http2", "headers"), Map.of());
    Node http2 = fields.get("http2");
    if (http2 != null && yaml.flag(http2, "http2")) {
      throw yaml.error(http2, "HTTP/2 is not supported: write \"http2: false\", or leave it out");
    }
    Map<String, String> headers = new TreeMap<>();
    Node written = fields.get("headers");
    if (written != null) {
      Map<String, Node> values = yaml.fields(written, "headers", HEADERS.keySet(), Map.of());
      for (Map.Entry<String, Node> each : values.entrySet()) {
        String value = header(each.getKey(), each.getValue());
        if (!value.isEmpty()) {
          headers.put(each.getKey(), value);
        }
      }
    }
    return headers;
  }

  private String header(String name, Node node) throws WebConfigException {
    String value = yaml.text(node, name);
    Set<String> allowed = HEADERS.getOrDefault(name, Set.of());
    if (!value.isEmpty()
        && !allowed.isEmpty()
        && !allowed.contains(value.toLowerCase(Locale.ROOT))) {
      throw yaml.error(
          node, name + " must be one of " + String.join(", ", allowed.stream().sorted().toList()));
    }
    if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw yaml.error(node, name + " must be a line of ASCII");
    }
    return value;
  }

  private SortedMap<String, String> users(Node node) throws WebConfigException {
    SortedMap<String, String> users = new TreeMap<>();
    for (Map.Entry<String, Node> user : yaml.entries(node, USERS).entrySet()) {
      String name = user.getKey();
      String hash = yaml.text(user.getValue(), "the hash of user \"" + name + "\"");
      if (name.contains(":")) {
        throw yaml.error(
            user.getValue(), "user \"" + name + "\" can never come in, for a colon ends the name");
      }
      checkHash(hash, name, user.getValue());
      users.put(name, hash);
    }
    return users;
  }

  private void checkHash(String hash, String user, Node at) throws WebConfigException {
    Matcher bcrypt = BCRYPT.matcher(hash);
    if (!bcrypt.matches()) {
      throw yaml.error(
          at,
          "what stands for user \"%s\" is not a bcrypt hash: make one by \"htpasswd -nBC 10 %s\""
              .formatted(user, user));
    }
    int cost = Integer.parseInt(bcrypt.group(1));
    if (cost < LEAST_COST || cost > MOST_COST) {
      throw yaml.error(
          at,
          "the bcrypt hash of user \"%s\" has a cost of %d, but %d to %d are supported: more takes"
                  .formatted(user, cost, LEAST_COST, MOST_COST)
              + " longer than a scrape may");
    }
  }
}
