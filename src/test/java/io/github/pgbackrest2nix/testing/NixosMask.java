package io.github.pgbackrest2nix.testing;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes out of a text what must differ between NixOS and the small module system of {@code
 * nix/tests}, so that all else can be compared.
 */
final class NixosMask {
  /** A package has the hash and the version of the tree; a stand-in has neither. */
  private static final Pattern PACKAGE =
      Pattern.compile(
          "/nix/store/[a-z0-9]{32}-([A-Za-z_.-]*[A-Za-z])(-[0-9][A-Za-z0-9+.-]*)?(-bin)?");

  /** What NixOS puts into the environment of every service. */
  private static final Pattern ENVIRONMENT =
      Pattern.compile("Environment=\"(LOCALE_ARCHIVE|TZDIR)=.*\n");

  /** A link in the folder of another unit says the same; the small system has these alone. */
  private static final Pattern INSTALL = Pattern.compile("\\n+\\[Install\\]\\n(.+\\n)*");

  /** NixOS puts what the value is made of into a file of its own. */
  private static final Pattern TRIGGERS = Pattern.compile("(X-Restart-Triggers=).*");

  private static final Pattern PATH = Pattern.compile("Environment=\"PATH=(.*)\"");

  /** The packages on the PATH of every service; the small system has one package of them. */
  private static final List<String> ON_EVERY_PATH =
      List.of("coreutils", "findutils", "gnugrep", "gnused", "systemd", "unit-path");

  private NixosMask() {}

  /** A unit, without what NixOS adds to each. */
  static String unit(String text) {
    Function<String, String> path =
        value ->
            Stream.of(value.split(":", -1))
                // Of each package NixOS has both folders, whether there are programs in it or not.
                .filter(folder -> !folder.endsWith("/sbin"))
                .filter(
                    folder ->
                        ON_EVERY_PATH.stream().noneMatch(folder.replace("/bin", "")::endsWith))
                .collect(Collectors.joining(":", "Environment=\"PATH=", "\""));
    String masked = ENVIRONMENT.matcher(store(text)).replaceAll("");
    masked = INSTALL.matcher(masked).replaceAll("\n");
    masked = TRIGGERS.matcher(masked).replaceAll("$1");
    masked = PATH.matcher(masked).replaceAll(match -> path.apply(match.group(1)));
    return masked.strip() + "\n";
  }

  /** A text that names paths of the store. */
  static String store(String text) {
    return PACKAGE
        .matcher(text)
        .replaceAll("/nix/store/$1")
        // PostgreSQL is wrapped where it has an environment of plug-ins, and NixOS always gives
        // one.
        .replace("/nix/store/postgresql-and-plugins/", "/nix/store/postgresql/");
  }

  /** A script; the small system takes the machine's own shell for those of services. */
  static String script(String text) {
    return store(text).replaceFirst("^#!/nix/store/bash/bin/bash\n", "#!/bin/bash\n").strip();
  }
}
