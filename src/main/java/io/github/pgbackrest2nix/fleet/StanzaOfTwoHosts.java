package io.github.pgbackrest2nix.fleet;

import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.Diagnostic.Related;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports hosts that would write to one and the same archive. */
final class StanzaOfTwoHosts implements FleetRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "stanza-of-two-hosts", Severity.ERROR, "two hosts write to one stanza of one repository");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Diagnostic> check(List<Host> hosts) {
    Map<Key, Claim> first = new HashMap<>();
    List<Diagnostic> found = new ArrayList<>();
    for (Host host : hosts) {
      for (Archive archive : host.archives()) {
        Claim claim = new Claim(host.name(), archive);
        Claim earlier = first.putIfAbsent(new Key(archive.place(), archive.stanza()), claim);
        // The same host described twice is another mistake, and has a rule of its own.
        if (earlier != null && !earlier.host().equals(claim.host())) {
          found.add(diagnostic(earlier, claim));
        }
      }
    }
    return found;
  }

  private static Diagnostic diagnostic(Claim earlier, Claim claim) {
    Archive archive = claim.archive();
    boolean certain = archive.place().certain();
    return new Diagnostic(
        certain ? INFO : INFO.at(Severity.WARNING),
        archive.path(),
        archive.at(),
        "\"%s\" and \"%s\" keep the stanza \"%s\" at the same place%s; pgBackRest refuses the WAL of one of them until its disk is full"
            .formatted(
                earlier.host(),
                claim.host(),
                archive.stanza(),
                certain ? "" : ", if it is the same account that both read there"),
        Optional.of("give each host a path of its own, or each stanza a name of its own"),
        List.of(
            new Related(
                earlier.archive().at(), "that of \"%s\" is here".formatted(earlier.host()))));
  }

  private record Key(Place place, String stanza) {}

  private record Claim(String host, Archive archive) {}
}
