package io.github.pgbackrest2nix.defect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.option.OptionCatalog;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefectTest {
  @Test
  void everyEntryIsWhole() {
    assertThat(Defect.all().stream().map(Defect::id)).isNotEmpty().doesNotHaveDuplicates();
    assertThat(Defect.all())
        .allSatisfy(
            defect -> {
              assertThat(defect.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
              assertThat(defect.consequence()).matches("[a-z].*[^.]");
              assertThat(defect.remedy()).matches("[a-z].*[^.]");
              assertThat(defect.source()).startsWith("https://pgbackrest.org/");
              assertThat(defect.fixed().filter(version -> version.patch().isEmpty()))
                  .as("a patch level says which version is meant")
                  .isEmpty();
              defect
                  .since()
                  .ifPresent(
                      since ->
                          assertThat(since)
                              .isGreaterThan(OptionCatalog.OLDEST)
                              .isLessThan(
                                  defect.fixed().orElse(PgBackRestVersion.require("9.99.9"))));
            });
  }

  @Test
  void everyCircumstanceIsThatOfADefect() {
    Set<Circumstance> used = new HashSet<>();
    Defect.all().forEach(defect -> used.add(defect.circumstance()));

    assertThat(used).containsExactlyInAnyOrder(Circumstance.values());
  }

  @ParameterizedTest
  @CsvSource({
    "2.58, false",
    "2.58.9, false",
    "2.59, true",
    "2.59.0, true",
    "2.59.1, true",
    "2.59.2, false",
    "2.60, false",
  })
  void areThoseOfTheirVersions(String version, boolean expected) {
    Defect stalls = require("async-stalls-on-empty-history");

    assertThat(stalls.isIn(PgBackRestVersion.require(version))).isEqualTo(expected);
  }

  @Test
  void withoutAFirstVersionAllBeforeHaveItAndWithoutAFixAllAfter() {
    assertThat(require("weak-encryption-keys").isIn(OptionCatalog.OLDEST)).isTrue();
    assertThat(require("root-refused").isIn(PgBackRestVersion.require("9.0"))).isTrue();
    assertThat(require("root-refused").isIn(PgBackRestVersion.require("2.58.7"))).isFalse();
  }

  private static Defect require(String id) {
    List<Defect> found = Defect.all().stream().filter(each -> each.id().equals(id)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
