package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.render.ExampleHost.Answer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a switch of the host must not change, and what is looked at before it. */
final class RenderedSwitchIT {
  @TempDir Path scratch = Path.of("");

  @Test
  void isRefusedWhereTheBackupsBelongElsewhere() {
    Answer answer = evaluate("26.05");

    assertThat(in(in(answer.definitions(), "system"), "switch"))
        .isEqualTo(
            Map.of(
                "inhibitors",
                Map.of(
                    "pgbackrest-repository-nas",
                    "repo1 posix /mnt/nas-backup/pgbackrest cipher none",
                    "pgbackrest-repository-r2",
                    "repo2 s3 21ee32956d11b5baf662d186bd0b4ab4.r2.cloudflarestorage.com"
                        + " nix-homelab-prod-servers /forge/pgbackrest cipher none",
                    "pgbackrest-stanza-main",
                    "PostgreSQL 16 in /var/lib/postgresql/16/main",
                    "pgbackrest-cluster-/var/lib/postgresql/16/main",
                    "stanza main")));
  }

  @Test
  void isNotRefusedWhereNixosHasNoInhibitors() {
    assertThat(in(evaluate("25.11").definitions(), "system").get("switch")).isNull();
  }

  private Answer evaluate(String release) {
    return ExampleHost.of(Example.forge(), scratch)
        .evaluate(
            ExampleHost.good(Example.forge()), "system.stateVersion = \"%s\";".formatted(release));
  }

  private static Map<?, ?> in(Map<?, ?> definitions, String name) {
    return (Map<?, ?>) Objects.requireNonNull(definitions.get(name));
  }
}
