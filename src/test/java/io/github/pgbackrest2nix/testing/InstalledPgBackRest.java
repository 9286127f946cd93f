package io.github.pgbackrest2nix.testing;

import io.github.pgbackrest2nix.model.PgBackRestVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pgBackRest of a root, where tests only ask it and nothing of the root is written. */
public final class InstalledPgBackRest {
  private final List<String> program;

  private InstalledPgBackRest(List<String> program) {
    this.program = List.copyOf(program);
  }

  /** Returns the one of this machine. */
  public static InstalledPgBackRest ofThisMachine() {
    return new InstalledPgBackRest(List.of(RequiredTool.find("pgbackrest").toString()));
  }

  /** Returns the one of a root. */
  public static InstalledPgBackRest of(DebianRoot root) {
    return root == DebianRoot.HOST
        ? ofThisMachine()
        : new InstalledPgBackRest(
            List.of("chroot", root.folder().toString(), "/usr/bin/pgbackrest"));
  }

  /** What a run printed, on both streams, and how it ended. */
  public record Run(int exit, String output) {}

  /** Returns the release that is installed. */
  public PgBackRestVersion version() {
    String output = run(List.of("version")).output();
    return PgBackRestVersion.require(output.strip().replace("pgBackRest ", ""));
  }

  /** Runs a command without any configuration. */
  public Run run(List<String> arguments) {
    List<String> command = new ArrayList<>(program);
    command.addAll(arguments);
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().keySet().removeIf(name -> name.startsWith("PGBACKREST_"));
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Run(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Runs a backup or an archive-push against an empty repository: it gets no further than reading
   * its configuration, or ends with another error than 29, 31, 32 or 37.
   *
   * @param folder an empty folder
   * @param global lines of the section [global]
   * @param stanza lines of the section [main]
   */
  public Run configured(Path folder, String command, List<String> global, List<String> stanza) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--config=" + folder.resolve("pgbackrest.conf"));
    arguments.add("--stanza=main");
    arguments.addAll(
        switch (command) {
          case "archive-push" -> List.of(command, "000000010000000000000001");
          case "backup" -> List.of("--repo=1", command);
          default -> List.of(command);
        });
    try {
      Files.write(folder.resolve("pgbackrest.conf"), lines(folder, global, stanza));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return run(arguments);
  }

  private static List<String> lines(Path folder, List<String> global, List<String> stanza) {
    List<String> own =
        List.of(
            "[global]",
            "log-level-file=off",
            "lock-path=" + folder.resolve("lock"),
            "spool-path=" + folder.resolve("spool"));
    String repository = "repo1-path=" + folder.resolve("repo");
    boolean named = global.stream().anyMatch(line -> line.startsWith("repo1-path="));
    return Stream.of(
            own,
            named ? List.<String>of() : List.of(repository),
            global,
            List.of("[main]", "pg1-path=" + folder.resolve("pg")),
            stanza)
        .flatMap(List::stream)
        .toList();
  }
}
