package io.github.pgbackrest2nix.schema;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.NearestNames;
import io.github.pgbackrest2nix.source.SourceDocument;
import io.github.pgbackrest2nix.source.SourceNode;
import io.github.pgbackrest2nix.source.SourceNode.Kind;
import io.github.pgbackrest2nix.source.SourceNode.Mapping;
import io.github.pgbackrest2nix.source.SourceNode.Scalar;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Refuses time zones that do not exist: the one thing about a text that a pattern cannot tell. */
final class TimeZoneCheck {
  private static final ConfigPath PATH = ConfigPath.of("target", "timeZone");

  private final SourceDocument document;

  TimeZoneCheck(SourceDocument document) {
    this.document = document;
  }

  List<Diagnostic> check() {
    return find(document.root(), "target")
        .flatMap(target -> find(target, "timeZone"))
        .filter(Scalar.class::isInstance)
        .map(Scalar.class::cast)
        .filter(zone -> zone.kind() == Kind.STRING && !zone.text().isBlank())
        .flatMap(this::unknown)
        .map(List::of)
        .orElse(List.of());
  }

  private Optional<Diagnostic> unknown(Scalar zone) {
    // Not ZoneId.of: it also takes offsets like "+02:00", which systemd does not.
    Set<String> known = ZoneRulesProvider.getAvailableZoneIds();
    if (known.contains(zone.text())) {
      return Optional.empty();
    }
    String help =
        NearestNames.of(zone.text(), new TreeSet<>(known)).stream()
            .findFirst()
            .map(name -> "did you mean \"%s\"?".formatted(name))
            .orElse("write an IANA name such as Europe/Berlin or UTC");
    return Optional.of(
        new Diagnostic(
            SchemaRules.UNKNOWN_TIME_ZONE,
            PATH,
            document.map().valueSpan(PATH),
            "there is no time zone \"%s\"".formatted(zone.text()),
            Optional.of(help),
            List.of()));
  }

  private static Optional<SourceNode> find(SourceNode node, String key) {
    return node instanceof Mapping mapping ? mapping.find(key) : Optional.empty();
  }
}
