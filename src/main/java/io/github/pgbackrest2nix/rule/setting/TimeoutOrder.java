package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Settings.Setting;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reports a pair of timeouts that pgBackRest refuses. */
public final class TimeoutOrder implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "timeout-order",
          Severity.ERROR,
          "a database timeout that is not below the protocol timeout");
  private static final String DATABASE = "db-timeout";
  private static final String PROTOCOL = "protocol-timeout";

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return SettingPlace.of(context.description()).stream()
        .flatMap(place -> finding(context, place))
        .toList();
  }

  private static Stream<Finding> finding(RuleContext context, SettingPlace place) {
    Optional<Setting> database = place.settings().find(DATABASE);
    Optional<Setting> protocol = place.settings().find(PROTOCOL);
    if (database.isEmpty() || protocol.isEmpty()) {
      return Stream.of();
    }
    Optional<Long> inner = seconds(context, database.get());
    Optional<Long> outer = seconds(context, protocol.get());
    if (inner.isEmpty() || outer.isEmpty() || inner.get() < outer.get()) {
      return Stream.of();
    }
    return Stream.of(
        Finding.atValue(
                database.get().at(),
                "\"%s\" must be less than \"%s\"; pgBackRest refuses to run"
                    .formatted(DATABASE, PROTOCOL))
            .help("lower it, or leave both out: the defaults fit each other")
            .see(protocol.get().at(), "the protocol timeout is here"));
  }

  private static Optional<Long> seconds(RuleContext context, Setting setting) {
    return context
        .options()
        .find(setting.name(), context.release())
        .flatMap(spec -> setting.values().stream().findFirst().flatMap(spec::findAmount));
  }
}
