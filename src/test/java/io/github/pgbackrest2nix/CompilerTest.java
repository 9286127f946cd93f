package io.github.pgbackrest2nix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.source.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompilerTest {
  @Test
  void ofMoreThanAThousandFindingsTheRestIsLeftOut() {
    assertThat(check("a: 1\n".repeat(1_001))).hasSize(1_000);
    assertThat(check("a: 1\n".repeat(1_002))).hasSize(1_000);
  }

  @Test
  void whatForbidsRenderingIsNotLeftOut() {
    String warnings = "# pgbackrest2nix-ignore no-full-retention: x\n".repeat(1_100);

    assertThat(check(warnings + WITHOUT_REPOSITORY).stream().filter(Diagnostic::isError))
        .extracting(each -> each.rule().id())
        .contains("unknown-repository");
  }

  @Test
  void whatIsReadDespiteAnUnknownKeyIsNotRendered() {
    String misspelt = WITHOUT_REPOSITORY.replace("[lokal]", "[local]") + "metrcs: {}\n";

    assertThat(new Compiler().check(new SourceText("f.yaml", misspelt)).value()).isEmpty();
  }

  private static final String WITHOUT_REPOSITORY =
      """
      version: 1
      host: db1
      repos: { local: { key: 1, path: /var/lib/pgbackrest, retention: { full: 2 } } }
      stanzas:
        main:
          postgresql: { version: 16 }
          schedules: { full: { calendar: daily, repos: [lokal] } }
      """;

  private static List<Diagnostic> check(String text) {
    return new Compiler().check(new SourceText("f.yaml", text)).diagnostics();
  }
}
