package io.github.pgbackrest2nix.defect;

import io.github.pgbackrest2nix.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table in the page of known-defect is the one that the rule reads. */
class KnownDefectPageTest {
  private static final Path PAGE =
      Path.of("src/main/resources/io/github/pgbackrest2nix/rule/known-defect.md");
  private static final String HEAD =
      "| versions | met by | severity | pgBackRest |\n|---|---|---|---|\n";
  private static final String NEXT = "\n## Why it matters";

  @Test
  void hasEveryDefectOfTheTable() throws IOException {
    String page = Files.readString(PAGE);
    int next = page.indexOf(NEXT);
    int head = page.indexOf(HEAD);
    String before = head < 0 ? page.substring(0, next) + "\n" : page.substring(0, head);

    Golden.assertMatches(PAGE, before + HEAD + rows() + page.substring(next));
  }

  private static String rows() {
    return Defect.all().stream().map(KnownDefectPageTest::row).collect(Collectors.joining());
  }

  private static String row(Defect defect) {
    return "| %s | %s | %s | %s: %s ([source](%s)) |\n"
        .formatted(
            versions(defect),
            word(defect.circumstance()),
            defect.severity().map(KnownDefectPageTest::word).orElse("none"),
            defect.consequence(),
            defect.remedy(),
            defect.source());
  }

  private static String versions(Defect defect) {
    String until = defect.fixed().map(version -> "before " + version).orElse("");
    return defect.since().map(version -> "from " + version + " on").orElse("")
        + (defect.since().isPresent() && defect.fixed().isPresent() ? ", " : "")
        + until;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
