package io.github.pgbackrest2nix.rule;

import io.github.pgbackrest2nix.forecast.Forecast;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.option.OptionCatalog;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** All that a rule may look at. For one description and one thread. */
public final class RuleContext {
  private final Forecast forecast;
  private final OptionCatalog options;
  private final Map<Class<?>, Object> derived = new HashMap<>();

  public RuleContext(Description description, OptionCatalog options) {
    this.forecast = new Forecast(description);
    this.options = options;
  }

  public Description description() {
    return forecast.description();
  }

  /** Returns what the calendars of the description come to. */
  public Forecast forecast() {
    return forecast;
  }

  public OptionCatalog options() {
    return options;
  }

  /** Returns the release of pgBackRest that the output is made for. */
  public PgBackRestVersion release() {
    return description().target().pgbackrest();
  }

  /**
   * Returns what several rules want to know of the description, worked out when the first one asks.
   *
   * @param type of what is derived, an immutable one; there is one value of each type
   */
  public <T> T derived(Class<T> type, Function<RuleContext, T> derivation) {
    Object known = derived.get(type);
    if (known == null) {
      known = derivation.apply(this);
      derived.put(type, known);
    }
    return type.cast(known);
  }
}
