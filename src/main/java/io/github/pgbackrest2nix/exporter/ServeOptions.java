package io.github.pgbackrest2nix.exporter;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command line of {@code serve}.
 *
 * @param interval from the end of a collection to the start of the next
 * @param state where the last known values outlive a restart
 * @param systemdAnalyze the program that tells when schedules are due
 * @param timeout of each call of a program
 * @param webConfig TLS and passwords, in the format that exporters share
 * @param everyBackup whether there are series of every single backup
 */
record ServeOptions(
    InetSocketAddress listen,
    Duration interval,
    Path declaration,
    Optional<Path> state,
    Path pgbackrest,
    Optional<Path> systemdAnalyze,
    Duration timeout,
    Optional<Path> webConfig,
    boolean everyBackup) {
  private static final String DEFAULT_LISTEN = "127.0.0.1:9854";
  private static final String DEFAULT_INTERVAL = "60s";
  private static final String WEB_CONFIG = "--web-config";
  private static final String SHARED_WEB_CONFIG = "--web.config.file";
  private static final Set<String> NAMES =
      Set.of(
          "--listen",
          "--interval",
          "--declaration",
          "--state",
          "--pgbackrest",
          CollectOptions.SYSTEMD_ANALYZE,
          "--timeout",
          WEB_CONFIG,
          SHARED_WEB_CONFIG);

  // "::1:9854" has two meanings, hence the brackets.
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\[([0-9a-fA-F]*:[0-9a-zA-Z:.%]*)\\]|([^:\\[\\]]+)):(\\d{1,5})");
  private static final int MAX_PORT = 65_535;

  static ServeOptions parse(List<String> arguments) throws UsageException {
    Arguments values = Arguments.parse(arguments, NAMES, Set.of(CollectOptions.PER_BACKUP));
    if (values.has(WEB_CONFIG) && values.has(SHARED_WEB_CONFIG)) {
      throw new UsageException(WEB_CONFIG + " and " + SHARED_WEB_CONFIG + " are the same");
    }
    return new ServeOptions(
        address(values.text("--listen", DEFAULT_LISTEN)),
        values.duration("--interval", DEFAULT_INTERVAL),
        values.path("--declaration"),
        values.findPath("--state"),
        values.path("--pgbackrest"),
        values.findPath(CollectOptions.SYSTEMD_ANALYZE),
        values.duration("--timeout", CollectOptions.DEFAULT_TIMEOUT),
        values.findPath(values.has(WEB_CONFIG) ? WEB_CONFIG : SHARED_WEB_CONFIG),
        values.has(CollectOptions.PER_BACKUP));
  }

  private static InetSocketAddress address(String text) throws UsageException {
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches() || Integer.parseInt(address.group(3)) > MAX_PORT) {
      throw new UsageException(
          "--listen must be an address and a port such as \"127.0.0.1:9854\" or \"[::]:9854\": \""
              + text
              + "\"");
    }
    String host = Optional.ofNullable(address.group(1)).orElseGet(() -> address.group(2));
    try {
      return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(address.group(3)));
    } catch (UnknownHostException e) {
      throw new UsageException("--listen names a host without an address: \"" + host + "\"");
    }
  }
}
