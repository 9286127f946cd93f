package io.github.pgbackrest2nix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
  private static Optional<byte[]> bytes(String text) {
    return Optional.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String diff(String before, String after) {
    return UnifiedDiff.between("f", bytes(before), bytes(after));
  }

  @Test
  void showsThreeLinesAroundAChange() {
    assertThat(diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n"))
        .isEqualTo(
            """
            --- a/f
            +++ b/f
            @@ -2,7 +2,7 @@
             2
             3
             4
            -5
            +x
             6
             7
             8
            """);
  }

  @Test
  void anEmptyFileIsNotAMissingOne() {
    assertThat(diff("", "a\n")).isEqualTo("--- a/f\n+++ b/f\n@@ -0,0 +1,1 @@\n+a\n");
    assertThat(UnifiedDiff.between("f", Optional.empty(), bytes("a\n")))
        .isEqualTo("--- /dev/null\n+++ b/f\n@@ -0,0 +1,1 @@\n+a\n");
    assertThat(UnifiedDiff.between("f", bytes("a\n"), Optional.empty()))
        .isEqualTo("--- a/f\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-a\n");
  }

  @Test
  void seesLineEnds() {
    assertThat(diff("a\r\n", "a\n")).isEqualTo("--- a/f\n+++ b/f\n@@ -1,1 +1,1 @@\n-a\r\n+a\n");
    assertThat(diff("a", "a\n"))
        .isEqualTo("--- a/f\n+++ b/f\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n");
  }

  @Test
  void isNeverEmpty() {
    assertThat(
            UnifiedDiff.between(
                "f", Optional.of(new byte[] {(byte) 0xFF, '\n'}), bytes("\uFFFD\n")))
        .isEqualTo("f differs in bytes that are no text\n");
  }
}
