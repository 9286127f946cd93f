package io.github.pgbackrest2nix.render;

import io.github.pgbackrest2nix.testing.Json;
import io.github.pgbackrest2nix.testing.NixEval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The host that an example describes, evaluated by the real Nix with the example's module. */
final class ExampleHost {
  private static final Map<String, String> POSTGRESQL =
      Map.of(
          "bootstrap",
          "package = pkgs.postgresql_17;",
          "forge",
          """
          package = pkgs.postgresql_16; dataDir = "/var/lib/postgresql/16/main";
          """,
          "metered-offsite",
          "package = pkgs.postgresql_17;",
          "one-host-posix",
          "package = pkgs.postgresql_16;",
          "s3-encrypted",
          "package = pkgs.postgresql_17;",
          "two-stanzas",
          "package = pkgs.postgresql_16; settings.port = 5433;");

  private final NixEval nix;
  private final Path scratch;
  private final Path module;

  private ExampleHost(NixEval nix, Path scratch, Path module) {
    this.nix = nix;
    this.scratch = scratch;
    this.module = module;
  }

  /** What the module defines on a host, and which of its assertions fail there. */
  record Answer(Map<?, ?> definitions, List<?> failedAssertions, List<?> warnings) {}

  /** Writes the example's module into a folder and prepares its host. */
  static ExampleHost of(Example example, Path scratch) {
    Path module = example.write(scratch.resolve(example.name()));
    return new ExampleHost(new NixEval(scratch), scratch, module);
  }

  /** Takes a module that is written already. */
  static ExampleHost of(Path module, Path scratch) {
    return new ExampleHost(new NixEval(scratch), scratch, module);
  }

  /** Returns what a host without PostgreSQL says: what the module cannot be evaluated without. */
  static String without(Example example) {
    // Its description names a template of the host's own.
    return example.name().equals("forge") ? "services.sanoid.templates.prod.daily = 1;\n" : "";
  }

  /** Returns what a host says on which the example's assertions hold. */
  static String good(Example example) {
    return without(example)
        + "services.postgresql = { enable = true; "
        + Objects.requireNonNull(POSTGRESQL.get(example.name()))
        + "};\n";
  }

  /** Evaluates on a host with these configurations, each the body of a module. */
  Answer evaluate(String... host) {
    return evaluate(List.of(host), "");
  }

  /** The same with this version of pkgs.pgbackrest; empty for the usual one. */
  Answer evaluate(List<String> host, String pgBackRest) {
    try {
      Path file = Files.createTempFile(scratch, "host", ".nix");
      String modules = host.stream().map(body -> "{ " + body + " }").collect(Collectors.joining());
      Files.writeString(file, "{ config, lib, pkgs, ... }:\n{ imports = [ " + modules + " ]; }\n");
      return answer(nix.evaluateModules(List.of(module), file.toString(), pgBackRest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer answer(NixEval.Answer raw) {
    Map<?, ?> answer = (Map<?, ?>) Objects.requireNonNull(Json.read(raw.require()));
    return new Answer(
        (Map<?, ?>) Objects.requireNonNull(answer.get("definitions")),
        (List<?>) Objects.requireNonNull(answer.get("failedAssertions")),
        (List<?>) Objects.requireNonNull(answer.get("warnings")));
  }
}
