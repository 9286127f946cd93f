package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.pgbackrest2nix.deployment.ConfigurationFile;
import io.github.pgbackrest2nix.deployment.ConfigurationFile.Entry;
import io.github.pgbackrest2nix.deployment.ConfigurationFile.Section;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfWriterTest {
  @Test
  void writesSectionsOneLineForEachEntry() {
    ConfigurationFile file =
        new ConfigurationFile(
            List.of(
                new Section(
                    "global",
                    List.of(
                        new Entry("repo1-path", "/a b/#'\"${x}"), new Entry("process-max", "2"))),
                new Section("main", List.of(new Entry("pg1-path", "/pg")))));

    String text = ConfWriter.write(List.of("Written by a test."), file);

    assertThat(text)
        .isEqualTo(
            """
            # Written by a test.

            [global]
            repo1-path=/a b/#'"${x}
            process-max=2

            [main]
            pg1-path=/pg
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "a ", "a\nb", "a\rb", "a\tb", "\u0000"})
  void refusesWhatPgBackRestWouldReadAsSomethingElse(String value) {
    ConfigurationFile file =
        new ConfigurationFile(
            List.of(new Section("global", List.of(new Entry("repo1-path", value)))));

    assertThatIllegalArgumentException().isThrownBy(() -> ConfWriter.write(List.of(), file));
  }
}
