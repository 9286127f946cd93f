package io.github.pgbackrest2nix.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.Examined;
import io.github.pgbackrest2nix.RuleIndex;
import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.report.CaretFormat;
import io.github.pgbackrest2nix.report.CaretFormat.Colour;
import io.github.pgbackrest2nix.report.Excerpts;
import io.github.pgbackrest2nix.report.GitHubFormat;
import io.github.pgbackrest2nix.report.JsonFormat;
import io.github.pgbackrest2nix.report.SarifFormat;
import io.github.pgbackrest2nix.source.SourceText;
import io.github.pgbackrest2nix.source.TextDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Secrets at every place of the schema: none of them is in a report of any format. */
class PlantedSecretsTest {
  private static final String CANARY = "hunter2canary";
  private static final String NUMBER = "73182645091";

  /** Keys that hold secrets, and one of each kind that sounds like them. */
  private static final List<String> KEYS =
      List.of(
          "keySecret",
          "cipherPass",
          "password",
          "repo1-s3-key-secret",
          "repo1-sftp-private-key-passphrase",
          "AWS_SECRET_ACCESS_KEY");

  private static final List<String> VALUES =
      List.of(
          CANARY,
          NUMBER,
          "'" + CANARY + "' # it was " + CANARY,
          "[" + CANARY + ", " + NUMBER + "]",
          "{" + CANARY + "}",
          "{ file: [" + CANARY + "] }",
          "*" + CANARY,
          "&" + CANARY,
          "!" + CANARY,
          "\"" + CANARY);

  /** Texts that are secrets by themselves; the part that must not be seen is {@link #CANARY}. */
  private static final List<String> TEXTS =
      List.of(
          "\"https://user:" + CANARY + "@host/path\"",
          "postgres://user:" + CANARY + "@[::1]:5432/db",
          "\"" + "x".repeat(40) + " https://user:" + CANARY + "@host/path\"",
          "\"host=db password=" + CANARY + " user=a\"",
          "\"-----BEGIN OPENSSH PRIVATE KEY-----\\n" + CANARY + "\\n-----END\"",
          "x # the password: " + CANARY);

  private final Compiler compiler = new Compiler();
  private final Places places = Places.load();
  private final Set<String> ids =
      RuleIndex.all().stream().map(RuleInfo::id).collect(Collectors.toUnmodifiableSet());
  private final List<String> shown = new ArrayList<>();
  private int found;

  @Test
  void belowTheKeyOfASecretInEveryMap() {
    int turn = 0;
    for (ConfigPath map : places.maps()) {
      for (String key : KEYS) {
        look(map + " " + key, places.withEntry(map, key, VALUES.get(turn++ % VALUES.size())));
      }
      for (String value : VALUES) {
        String key = KEYS.get(turn++ % KEYS.size());
        look(map + " " + key + " " + value, places.withEntry(map, key, value));
      }
    }

    assertThat(shown).isEmpty();
    assertThat(found).isGreaterThan(1_000);
  }

  @Test
  void insteadOfAnyPartOfTheCredentials() {
    for (ConfigPath path : places.values()) {
      if (path.segments().contains("credentials")) {
        for (String value : VALUES) {
          look(path + " " + value, places.with(path, value));
        }
      }
    }

    assertThat(shown).isEmpty();
    assertThat(found).isGreaterThan(100);
  }

  @Test
  void asTheValueOfAnyKeyWhereItIsASecretByItsLooks() {
    for (ConfigPath path : places.values()) {
      for (String text : TEXTS) {
        look(path + " " + text, places.with(path, text));
      }
    }

    assertThat(shown).isEmpty();
    assertThat(found).isGreaterThan(1_000);
  }

  private void look(String what, String text) {
    Examined examined =
        compiler.examine(TextDecoder.decode("f.yaml", text.getBytes(StandardCharsets.UTF_8)));
    List<Diagnostic> diagnostics = examined.diagnostics();
    found += diagnostics.isEmpty() ? 0 : 1;
    Excerpts excerpts = examined.excerpts();
    check(what, "text", new CaretFormat(Colour.NONE, ids).format(diagnostics, excerpts));
    check(what, "json", new JsonFormat().format(diagnostics, excerpts));
    check(what, "sarif", new SarifFormat("1", Map.of()).format(diagnostics, excerpts));
    check(what, "github", new GitHubFormat().format(diagnostics, excerpts));
    Excerpts all = Excerpts.of(new SourceText("f.yaml", text));
    for (int line = 1; all.line("f.yaml", line).isPresent(); line++) {
      check(what, "excerpt", all.line("f.yaml", line).get());
    }
  }

  private void check(String what, String format, String report) {
    for (String secret : List.of(CANARY, NUMBER)) {
      int at = report.indexOf(secret);
      if (at >= 0) {
        shown.add(
            "%s, %s: %s"
                .formatted(
                    what, format, report.substring(Math.max(0, at - 80), at + secret.length())));
      }
    }
  }
}
