package io.github.pgbackrest2nix.schema;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import java.util.List;

/** What can be wrong with the shape of a description. */
public final class SchemaRules {
  static final RuleInfo UNKNOWN_KEY = error("unknown-key", "a key that descriptions do not have");
  static final RuleInfo MISSING_KEY = error("missing-key", "a required key is absent");
  static final RuleInfo WRONG_TYPE = error("wrong-type", "a value of the wrong kind");
  static final RuleInfo VALUE_NOT_ALLOWED =
      error("value-not-allowed", "a value that is none of the allowed ones");
  static final RuleInfo MALFORMED_VALUE =
      error("malformed-value", "a text that is not written as its place requires");
  static final RuleInfo MALFORMED_NAME =
      error("malformed-name", "a key whose name is not written as its place requires");
  static final RuleInfo VALUE_OUT_OF_RANGE =
      error("value-out-of-range", "a number, text or map beyond its limits");
  static final RuleInfo NO_ENTRIES = error("no-entries", "a list or map without entries");
  static final RuleInfo DUPLICATE_ITEM = error("duplicate-item", "an item stands in a list twice");
  static final RuleInfo CONFLICTING_KEYS =
      error("conflicting-keys", "two keys that exclude each other");
  static final RuleInfo SECRET_IN_DESCRIPTION =
      error("secret-in-description", "a secret is written where a reference to it belongs");
  static final RuleInfo UNKNOWN_TIME_ZONE =
      error("unknown-time-zone", "a time zone that does not exist");

  private static final List<RuleInfo> ALL =
      List.of(
          UNKNOWN_KEY,
          MISSING_KEY,
          WRONG_TYPE,
          VALUE_NOT_ALLOWED,
          MALFORMED_VALUE,
          MALFORMED_NAME,
          VALUE_OUT_OF_RANGE,
          NO_ENTRIES,
          DUPLICATE_ITEM,
          CONFLICTING_KEYS,
          SECRET_IN_DESCRIPTION,
          UNKNOWN_TIME_ZONE);

  private SchemaRules() {}

  /** Returns the rules that {@link SchemaCheck} may report. */
  public static List<RuleInfo> all() {
    return ALL;
  }

  private static RuleInfo error(String id, String summary) {
    return new RuleInfo(id, Severity.ERROR, summary);
  }
}
