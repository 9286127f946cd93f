package io.github.pgbackrest2nix.rule;

import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.option.OptionCatalog;

/** All that a rule may look at. */
public record RuleContext(Description description, OptionCatalog options) {
  /** Returns the release of pgBackRest that the output is made for. */
  public PgBackRestVersion release() {
    return description.target().pgbackrest();
  }
}
