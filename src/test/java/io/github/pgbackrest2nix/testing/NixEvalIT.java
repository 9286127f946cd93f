package io.github.pgbackrest2nix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The small module system of {@code nix/tests} refuses what NixOS refuses; {@link ModuleSystemIT}
 * shows how it merges.
 */
class NixEvalIT {
  private static final Path MODULE = Path.of("nix/tests/modules/postgres.nix");

  /** Nothing of it is refused, and all of it is given back. */
  private static final String ACCEPTED =
      """
      {
        "assertions": [{"assertion": false, "message": "x"}],
        "warnings": ["y"],
        "environment": {
          "etc": {"pgbackrest/pgbackrest.conf": {"source": "/x/pgbackrest.conf"}},
          "systemPackages": ["/nix/store/x-pgbackrest"]
        },
        "services": {
          "logrotate": {"settings": {"x": {"files": ["/a"], "rotate": 3, "missingok": true}}},
          "postgresql": {"settings": {"archive_mode": "on", "archive_timeout": 300, "port": 5432}},
          "prometheus": {
            "ruleFiles": ["/x/alerts.yaml"],
            "exporters": {"node": {"extraFlags": ["--a"]}}
          },
          "sanoid": {
            "interval": "*:0/5",
            "templates": {"t": {"hourly": 1, "frequently": 12, "autosnap": true}},
            "datasets": {"tank/x": {"use_template": ["t"], "recursive": "zfs"}}
          }
        },
        "systemd": {
          "services": {
            "a@": {
              "after": ["postgresql.target", "a@%i.service"],
              "environment": {"A": "b", "C": null},
              "path": ["/nix/store/x-coreutils"],
              "restartIfChanged": false,
              "script": "a\\nb",
              "serviceConfig": {"A": ["x"], "B": true, "C": 1},
              "startAt": "daily"
            }
          },
          "timers": {"a": {"timerConfig": {"OnCalendar": "daily"}, "wantedBy": ["timers.target"]}},
          "tmpfiles": {
            "rules": ["d /a"],
            "settings": {"f": {"/a": {"d": {"mode": "0755", "user": "postgres"}}}}
          }
        },
        "users": {"users": {"postgres": {"extraGroups": ["x"]}}}
      }
      """;

  @TempDir Path scratch = Path.of("");

  @Test
  void definesNothingForAHostWithoutPostgresql() {
    assertThat(evaluate(List.of(MODULE), "{}"))
        .isEqualTo(
            json(
                """
                {
                  "definitions": {
                    "assertions": [
                      {"assertion": false, "message": "PostgreSQL must be enabled"},
                      {"assertion": false, "message": "PostgreSQL 16 expected, this is 17.10"}
                    ],
                    "environment": {"etc": {"x.conf": {"source": "%s"}}},
                    "systemd": {
                      "services": {"backup": {"serviceConfig": {"ReadWritePaths": ["/b"]}}},
                      "timers": {"backup": {"timerConfig": {"OnCalendar": "daily"}}}
                    }
                  },
                  "failedAssertions": [
                    "PostgreSQL must be enabled",
                    "PostgreSQL 16 expected, this is 17.10"
                  ],
                  "warnings": []
                }
                """
                    .formatted(MODULE.resolveSibling("x.conf").toAbsolutePath())));
  }

  @Test
  void followsTheHost() throws IOException {
    Path host =
        Files.writeString(
            scratch.resolve("host.nix"),
            """
            { pkgs, ... }: {
              system.stateVersion = "25.05";
              services.postgresql = { enable = true; package = pkgs.postgresql_16; };
            }
            """);

    NixEval.Answer answer = new NixEval(scratch).evaluateModules(List.of(MODULE), host.toString());

    assertThat(answer.require())
        .contains("\"failedAssertions\":[]")
        .contains("\"after\":[\"postgresql.service\"]")
        .contains("\"ReadWritePaths\":[\"/a\",\"/b\"]");
    assertThat(answer.written().values())
        .singleElement()
        .asString()
        .endsWith("/bin/bash\necho /var/lib/postgresql/16");
  }

  @Test
  void givesWhatModulesDefineAndNotTheHost() throws IOException {
    Path module =
        Files.writeString(
            scratch.resolve("module.nix"),
            "builtins.fromJSON (builtins.readFile %s)"
                .formatted(Files.writeString(scratch.resolve("module.json"), ACCEPTED)));

    NixEval.Answer answer =
        new NixEval(scratch)
            .evaluateModules(
                List.of(module),
                """
                {"services": {"logrotate": {"settings": {"y": {"rotate": 1}}}}}
                """);

    assertThat(json(answer.require()))
        .isEqualTo(
            json(
                "{\"definitions\": %s, \"failedAssertions\": [\"x\"], \"warnings\": [\"y\"]}"
                    .formatted(ACCEPTED)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          sytemd = { } ~ sytemd' does not exist
          environment = 1 ~ environment' takes a set of options, and not a value
          environment.etc.x = { } ~ environment.etc.x.source' has no value
          environment.etc.x = { text = "y"; mode = 640; } ~ environment.etc.x.mode' is not of type "string": 640
          environment.etc.x = { source = /x; text = "y"; } ~ environment.etc.x.source' has conflicting definition values
          environment.systemPackages = [ "jq" ] ~ environment.systemPackages.0' is not of type "package": "jq"
          warnings = "x" ~ warnings' is not of type "list of string": "x"
          system.switch.inhibitors.x = "y" ~ system.switch.inhibitors' does not exist
          system.nixos.release = "25.05" ~ system.nixos.release' is read-only
          services.postgresql.settings.x = null ~ services.postgresql.settings.x' is not of type "boolean or floating point number or signed integer or string": null
          services.postgresql.settings.x = [ ] ~ services.postgresql.settings.x' is not of type
          services.postgresql.settings.port = 70000 ~ services.postgresql.settings.port' is not of type "16 bit unsigned integer; between 0 and 65535 (both inclusive)": 70000
          services.postgresql.superUser = "root" ~ services.postgresql.superUser' is read-only
          services.postgresql.extraConfig = "" ~ services.postgresql.extraConfig' does not exist
          services.prometheus.ruleFiles = [ "alerts.yaml" ] ~ services.prometheus.ruleFiles.0' is not of type "absolute path": "alerts.yaml"
          services.prometheus.exporters.nodes.enable = true ~ services.prometheus.exporters.nodes' does not exist
          services.sanoid.templates.t.x = { } ~ services.sanoid.templates.t.x' is not of type "null or string or signed integer or boolean or list of string": {}
          services.sanoid.datasets.t.recursive = "yes" ~ services.sanoid.datasets.t.recursive' is not of type "boolean or value "zfs" (singular enum)": "yes"
          services.sanoid.datasets.t.use_template = [ "prod" ] ~ services.sanoid.datasets.t.use_template.0' is not of type "configured template name": "prod"
          services.logrotate.settings.x.rotate = [ 1 ] ~ services.logrotate.settings.x.rotate' is not of type
          systemd.services.a.serviceconfig = { } ~ systemd.services.a.serviceconfig' does not exist
          systemd.services.a.after = [ "postgresql" ] ~ systemd.services.a.after.0' is not of type "string matching the pattern [a-zA-Z0-9@%:_.\\\\-]+[.](service|socket|device|mount|automount|swap|target|path|timer|scope|slice)": "postgresql"
          systemd.services.a.environment.A = 1 ~ systemd.services.a.environment.A' is not of type "null or string or absolute path or package": 1
          systemd.services.a.serviceConfig.A = null ~ systemd.services.a.serviceConfig.A' is not of type "systemd option": null
          systemd.services.a.serviceConfig.Type = "once" ~ systemd.services.a.serviceConfig' is not of type
          systemd.services.a.restartIfChanged = "no" ~ systemd.services.a.restartIfChanged' is not of type "boolean": "no"
          systemd.services.a = { script = "x"; serviceConfig.ExecStart = "y"; } ~ systemd.services.a.serviceConfig.ExecStart' has conflicting definition values
          systemd.services.a = { startLimitBurst = 5; unitConfig.StartLimitBurst = 5; } ~ systemd.services.a.unitConfig.StartLimitBurst' has conflicting definition values
          systemd.tmpfiles.settings.a."/b".d.mode = 755 ~ systemd.tmpfiles.settings.a./b.d.mode' is not of type "string": 755
          users.users.a.description = "b:c" ~ users.users.a.description' is not of type "string, not containing newlines or colons": "b:c"
          """)
  void refusesWhatNixosRefuses(String definition, String message) throws IOException {
    assertThat(refused(definition)).contains("error: the option `" + message);
  }

  @Test
  void hasWhatComesAndGoesWithReleases() throws IOException {
    String pgBackRest = "services.pgbackrest.enable = false";
    String inhibitors = "system.switch.inhibitors.x = \"y\"";

    assertThat(refusal(defineOn("24.11", pgBackRest)))
        .contains("`services.pgbackrest' does not exist");
    defineOn("25.05", pgBackRest).require();
    assertThat(refusal(defineOn("25.11", inhibitors)))
        .contains("`system.switch.inhibitors' does not exist");
    defineOn("26.05", inhibitors).require();
  }

  @Test
  void letsAModuleAskForOptionsBeforeItDefinesAny() throws IOException {
    Path module =
        Files.writeString(
            scratch.resolve("module.nix"),
            """
            { lib, options, ... }: {
              system = lib.optionalAttrs (options ? system.switch.inhibitors) {
                switch.inhibitors.x = "y";
              };
            }
            """);
    NixEval nix = new NixEval(scratch);

    assertThat(nix.evaluateModules(List.of(module), release("26.05")).require())
        .contains("\"inhibitors\":{\"x\":\"y\"}");
    assertThat(nix.evaluateModules(List.of(module), release("25.11")).require())
        .doesNotContain("inhibitors");
  }

  @Test
  void hasNoDataDirectoryWherePostgresqlIsOff() throws IOException {
    String warning = "warnings = [ config.services.postgresql.dataDir ]";

    assertThat(refused(warning))
        .contains("error: the option `services.postgresql.dataDir' has no value");
    assertThat(define(warning + "; services.postgresql.enable = true").require())
        .contains("\"warnings\":[\"/var/lib/postgresql/17\"]");
  }

  @Test
  void mergesSettingsOfUnitsWithThoseOfNixos() throws IOException {
    String unit = "services.postgresql.enable = true; systemd.services.postgresql.";

    assertThat(refused(unit + "unitConfig.RequiresMountsFor = \"/mnt\""))
        .contains("postgresql.unitConfig.RequiresMountsFor' has conflicting definition values");
    assertThat(refused(unit + "serviceConfig.User = \"root\""))
        .contains("postgresql.serviceConfig.User' has conflicting definition values");
    define(unit + "unitConfig.RequiresMountsFor = [ \"/mnt\" ]").require();
    define(unit + "serviceConfig.ReadWritePaths = [ \"/mnt\" ]").require();
  }

  @Test
  void refusesAConflictWithTheHost() {
    NixEval.Answer answer =
        new NixEval(scratch)
            .evaluateModules(
                List.of(MODULE),
                """
                {"services": {"postgresql": {"enable": true, "settings": {"archive_command": "x"}}}}
                """);

    assertThat(answer.exit()).isNotZero();
    assertThat(answer.err())
        .contains("`services.postgresql.settings.archive_command' has conflicting definition");
  }

  @Test
  void parsesWithoutEvaluating() throws IOException {
    Path good = Files.writeString(scratch.resolve("good.nix"), "{ x }: y");
    Path bad = Files.writeString(scratch.resolve("bad.nix"), "{ x = ; }");
    NixEval nix = new NixEval(scratch);

    assertThat(nix.parse(bad).exit()).isNotZero();
    assertThat(nix.parse(bad).err()).contains("syntax error");
    assertThat(nix.parse(MODULE.toAbsolutePath()).exit()).isZero();
    assertThat(nix.parse(good).exit()).isNotZero();
  }

  private String refused(String definition) throws IOException {
    return refusal(define(definition));
  }

  private static String refusal(NixEval.Answer answer) {
    assertThat(answer.exit()).as(answer.out()).isNotZero();
    return answer.err();
  }

  private NixEval.Answer define(String definition) throws IOException {
    return defineOn("25.11", definition);
  }

  private NixEval.Answer defineOn(String release, String definition) throws IOException {
    Path module =
        Files.writeString(
            scratch.resolve("module.nix"), "{ config, lib, ... }: { " + definition + "; }");
    return new NixEval(scratch).evaluateModules(List.of(module), release(release));
  }

  private static String release(String release) {
    return "{\"system\":{\"stateVersion\":\"" + release + "\"}}";
  }

  private Object evaluate(List<Path> modules, String host) {
    return json(new NixEval(scratch).evaluateModules(modules, host).require());
  }

  private static Object json(String text) {
    return Objects.requireNonNull(Json.read(text));
  }
}
