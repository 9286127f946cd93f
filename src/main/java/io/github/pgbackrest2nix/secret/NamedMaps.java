package io.github.pgbackrest2nix.secret;

import java.util.Map;
import java.util.Set;

/**
 * The maps of a description whose keys are names that the user chose, with what each entry may
 * hold. Where it holds something else, the name may be the key of a secret in the wrong place.
 */
final class NamedMaps {
  static final Map<String, Set<String>> KEYS =
      Map.of(
          "repos",
          Set.of(
              "bucket",
              "cipher",
              "container",
              "credentials",
              "enabled",
              "endpoint",
              "host",
              "hostKeyHash",
              "key",
              "mount",
              "path",
              "port",
              "region",
              "retention",
              "settings",
              "type",
              "uriStyle",
              "user"),
          "stanzas",
          Set.of(
              "archive",
              "bootstrapFromBackup",
              "check",
              "commandSettings",
              "expire",
              "objectives",
              "postgresql",
              "restoreDrill",
              "schedules",
              "settings",
              "unitPrefix"),
          "schedules",
          Set.of(
              "calendar",
              "expectedDuration",
              "expireAuto",
              "randomizedDelay",
              "repos",
              "type",
              "whenLocked"),
          "restoreDrill",
          Set.of(
              "assertions",
              "calendar",
              "directory",
              "expectedDuration",
              "pick",
              "pointInTime",
              "randomizedDelay",
              "settings"),
          "templates",
          Set.of(
              "autoprune",
              "autosnap",
              "daily",
              "frequentPeriod",
              "frequently",
              "hourly",
              "monthly",
              "weekly",
              "yearly"),
          "datasets",
          Set.of("recursive", "template"));

  private NamedMaps() {}

  /** Returns whether an entry of this map may hold this key. */
  static boolean has(String map, String key) {
    return KEYS.getOrDefault(map, Set.of()).contains(key);
  }
}
