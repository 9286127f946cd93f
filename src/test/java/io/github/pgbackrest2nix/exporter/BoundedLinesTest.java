package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {
  private static List<String> lines(String text) throws IOException {
    List<String> lines = new ArrayList<>();
    BoundedLines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), lines::add);
    return lines;
  }

  @Test
  void readsLinesWithOrWithoutALastNewline() throws IOException {
    assertThat(lines("")).isEmpty();
    assertThat(lines("a\n\ngrüße\n")).containsExactly("a", "", "grüße");
    assertThat(lines("a\nb")).containsExactly("a", "b");
  }

  @Test
  void leavesOutWhatIsTooLong() throws IOException {
    String longest = "x".repeat(BoundedLines.MAX_BYTES);

    assertThat(lines("a\n" + longest + "\n" + longest + "y\nb\n" + longest.repeat(99)))
        .containsExactly("a", longest, "b");
  }
}
