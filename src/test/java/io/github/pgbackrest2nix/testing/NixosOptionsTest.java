package io.github.pgbackrest2nix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NixosOptionsTest {
  private static final NixosOptions OPTIONS = NixosOptions.load();

  @Test
  void acceptsWhatNixosAccepts() {
    String definitions =
        """
        {
          "assertions": [{"assertion": true, "message": "x"}],
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

    assertThat(OPTIONS.check(Json.read(definitions))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          {"sytemd": {}} ~ unknown option sytemd
          {"systemd": {"services": {"a": {"serviceconfig": {}}}}} ~ unknown option systemd.services.a.serviceconfig
          {"systemd": {"services": {"a": {"after": ["postgresql"]}}}} ~ systemd.services.a.after is not of type "list of string matching the pattern [a-zA-Z0-9@%:_.\\-]+[.](service|socket|device|mount|automount|swap|target|path|timer|scope|slice)": [postgresql]
          {"systemd": {"services": {"a": {"environment": {"A": 1}}}}} ~ systemd.services.a.environment is not of type "attribute set of (null or string or absolute path or package)": {A=1}
          {"systemd": {"services": {"a": {"serviceConfig": {"A": null}}}}} ~ systemd.services.a.serviceConfig is not of type "attribute set of (systemd option)": {A=null}
          {"systemd": {"services": {"a": {"restartIfChanged": "no"}}}} ~ systemd.services.a.restartIfChanged is not of type "boolean": no
          {"services": {"postgresql": {"settings": {"x": null}}}} ~ services.postgresql.settings.x is not of type "boolean or floating point number or signed integer or string": null
          {"services": {"postgresql": {"settings": {"port": 70000}}}} ~ services.postgresql.settings.port is not of type "16 bit unsigned integer; between 0 and 65535 (both inclusive)": 70000
          {"services": {"prometheus": {"ruleFiles": ["alerts.yaml"]}}} ~ services.prometheus.ruleFiles is not of type "list of absolute path": [alerts.yaml]
          {"services": {"sanoid": {"templates": {"t": {"x": {}}}}}} ~ services.sanoid.templates.t.x is not of type "null or string or signed integer or boolean or list of string": {}
          {"services": {"sanoid": {"datasets": {"t": {"recursive": "yes"}}}}} ~ services.sanoid.datasets.t.recursive is not of type "boolean or value "zfs" (singular enum)": yes
          {"environment": {"etc": {"x": {"mode": 640}}}} ~ environment.etc.x.mode is not of type "string": 640
          {"environment": 1} ~ not an option: environment
          {"warnings": "x"} ~ warnings is not of type "list of string": x
          """)
  void reportsWhatNixosRefuses(String definitions, String expected) {
    assertThat(OPTIONS.check(Json.read(definitions)))
        .containsExactly(expected.replace("_.\\-]", "_.\\\\-]"));
  }

  @Test
  void knowsTheTypeOfEveryOption() {
    // A value of no type at all makes every type look at it; an unknown type throws.
    assertThat(OPTIONS.typesThatAccept(new Object())).isNotEmpty();
  }
}
