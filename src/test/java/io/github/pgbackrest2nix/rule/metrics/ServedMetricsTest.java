package io.github.pgbackrest2nix.rule.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.source.SourceText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table of what is said of the address and the web configuration of the metrics server. */
final class ServedMetricsTest {
  private static final String DESCRIPTION =
      """
      version: 1
      host: db1
      repos: { r: { key: 1, type: cifs, path: /srv/backup, retention: { full: 2 } } }
      stanzas:
        main:
          postgresql: { version: 16, dataDir: /srv/data }
          schedules: { full: { calendar: "02:00" } }
      metrics: { %s }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "listen: null                                        |",
        "listen: '127.0.0.1:9854'                            |",
        "listen: '127.255.255.254:1'                         |",
        "listen: '[::1]:65535'                               |",
        "listen: '[0:0:0:0:0:0:0:1]:9854'                    |",
        "listen: '0.0.0.0:9854'                              | metrics-in-clear",
        "listen: '[::]:9854'                                 | metrics-in-clear",
        "listen: '192.168.0.255:9854'                        | metrics-in-clear",
        "listen: '[fd00::10:a]:9854'                         | metrics-in-clear",
        "listen: '[1:2:3:4:5:6:7:8]:9854'                    | metrics-in-clear",
        "listen: '0.0.0.0:9854', webConfig: /srv/web.yml     |",
        "listen: '[::1]:9854', webConfig: /run/secrets/web   |",
        "listen: '[::1]:9854', webConfig: /etc/web.yml       |",
        "listen: '[::1]:9854', webConfig: /root/web.yml      | unfit-directory",
        "listen: '[::1]:9854', webConfig: /tmp/web.yml       | unfit-directory",
        "webConfig: /srv/web.yml                             | web-config-without-listen",
        "listen: null, webConfig: /srv/web.yml               | web-config-without-listen",
        "listen: '[::1]:9854', webConfig: web.yml            | malformed-value",
        "listen: ''                                          | malformed-value",
        "listen: ':9854'                                     | malformed-value",
        "listen: '9854'                                      | malformed-value",
        "listen: '127.0.0.1'                                 | malformed-value",
        "listen: '127.0.0.1:'                                | malformed-value",
        "listen: '127.0.0.1:0'                               | malformed-value",
        "listen: '127.0.0.1:080'                             | malformed-value",
        "listen: '127.0.0.1:65536'                           | malformed-value",
        "listen: '127.0.0.1:100000'                          | malformed-value",
        "listen: '127.0.0.256:9854'                          | malformed-value",
        "listen: '127.0.0:9854'                              | malformed-value",
        "listen: '127.0.0.1.1:9854'                          | malformed-value",
        "listen: '127.0.0.01:9854'                           | malformed-value",
        "listen: '::1:9854'                                  | malformed-value",
        "listen: '[:::1]:9854'                               | malformed-value",
        "listen: '[1::2::3]:9854'                            | malformed-value",
        "listen: '[1:2:3:4:5:6:7]:9854'                      | malformed-value",
        "listen: '[1:2:3:4:5:6:7:8:9]:9854'                  | malformed-value",
        "listen: '[12345::]:9854'                            | malformed-value",
        "listen: '[fe80::1%eth0]:9854'                       | malformed-value",
        "listen: 'localhost:9854'                            | malformed-value",
        "listen: ' 127.0.0.1:9854'                           | malformed-value",
        "listen: '127.0.0.1:9854 --state /x'                 | malformed-value",
      })
  void sayWhoReachesThem(String metrics, @Nullable String expected) {
    assertThat(
            new Compiler()
                .check(new SourceText("host.yaml", DESCRIPTION.formatted(metrics)))
                .diagnostics())
        .extracting(diagnostic -> diagnostic.rule().id())
        .isEqualTo(expected == null ? List.of() : List.of(expected));
  }
}
