package io.github.pgbackrest2nix.rule.stanza;

import io.github.pgbackrest2nix.defect.Defect;
import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.stream.Stream;

/** Reports each known defect of the target version that the description meets, where it does. */
public final class KnownDefect implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "known-defect",
          Severity.WARNING,
          "a known defect of the target version of pgBackRest that the description meets");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return Defect.of(context.description()).stream()
        .flatMap(defect -> finding(context, defect))
        .toList();
  }

  private static Stream<Finding> finding(RuleContext context, Defect defect) {
    List<ConfigPath> places = defect.places(context.description());
    return defect.severity().stream()
        .map(
            severity ->
                Finding.atKey(places.get(0), message(context.release(), defect))
                    .help(defect.remedy() + patch(context.release(), defect))
                    .as(severity))
        .map(
            finding ->
                places.stream()
                    .skip(1)
                    .reduce(
                        finding,
                        (all, place) -> all.see(place, "and it is met here"),
                        (one, other) -> other));
  }

  private static String message(PgBackRestVersion version, Defect defect) {
    return "pgBackRest %s %s".formatted(version, defect.consequence());
  }

  /** A version without a patch level is taken for the first one of its release. */
  private static String patch(PgBackRestVersion version, Defect defect) {
    return version.patch().isEmpty() && defect.fixedByPatch(version)
        ? "; \"%s\" is taken for %s.0, so write the patch level of a later one in target.pgbackrest"
            .formatted(version, version)
        : "";
  }
}
