package io.github.pgbackrest2nix.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text that NixOS makes of one unit's options. An option that it does not know is an error, so
 * that nothing is left out unnoticed.
 *
 * @param options as evaluated; the values are strings, numbers, booleans and lists of these
 */
record UnitFile(Map<String, Object> options) {
  private static final SortedMap<String, String> LISTS_OF_UNITS =
      new TreeMap<>(
          Map.of(
              "after", "After",
              "before", "Before",
              "onFailure", "OnFailure",
              "onSuccess", "OnSuccess",
              "requisite", "Requisite",
              "restartTriggers", "X-Restart-Triggers",
              "wants", "Wants"));
  private static final Map<String, String> SCALARS =
      Map.of(
          "description", "Description",
          "startLimitBurst", "StartLimitBurst",
          "startLimitIntervalSec", "StartLimitIntervalSec");
  private static final Set<String> ELSEWHERE =
      Set.of(
          "environment",
          "path",
          "requiredBy",
          "restartIfChanged",
          "script",
          "serviceConfig",
          "timerConfig",
          "unitConfig",
          "wantedBy");

  /** The text of a service; {@code start} is the file of its script, where it has one. */
  String service(String path, String start) {
    SortedMap<String, Object> settings = section("serviceConfig");
    if (options.containsKey("script")) {
      settings.put("ExecStart", start + " ");
    }
    String restart = Boolean.FALSE.equals(options.get("restartIfChanged")) ? "false" : "";
    String programs =
        packages().stream().map(each -> each + "/bin:").collect(Collectors.joining()) + path;
    SortedMap<String, Object> environment = section("environment");
    environment.put("PATH", programs);
    return unit()
        + "\n[Service]\n"
        + environment.entrySet().stream()
            .map(entry -> "Environment=" + Json.write(entry.getKey() + "=" + entry.getValue()))
            .collect(Collectors.joining("\n", "", "\n"))
        + (restart.isEmpty() ? "" : "X-RestartIfChanged=" + restart + "\n")
        + lines(settings);
  }

  /** The paths in the store of the packages whose programs the service finds by name. */
  List<String> packages() {
    return strings(options.getOrDefault("path", List.of()));
  }

  String timer() {
    return unit() + "\n[Timer]\n" + lines(section("timerConfig"));
  }

  List<String> wantedBy() {
    return strings(options.getOrDefault("wantedBy", List.of()));
  }

  List<String> requiredBy() {
    return strings(options.getOrDefault("requiredBy", List.of()));
  }

  private String unit() {
    SortedMap<String, Object> settings = section("unitConfig");
    options.forEach(
        (name, value) -> {
          if (LISTS_OF_UNITS.containsKey(name)) {
            settings.put(LISTS_OF_UNITS.get(name), String.join(" ", strings(value)));
          } else if (SCALARS.containsKey(name)) {
            settings.put(SCALARS.get(name), value);
          } else if (!ELSEWHERE.contains(name)) {
            throw new AssertionError("no spelling is known for the option \"" + name + "\"");
          }
        });
    return "[Unit]\n" + lines(settings);
  }

  private SortedMap<String, Object> section(String name) {
    SortedMap<String, Object> settings = new TreeMap<>();
    Map<?, ?> given = (Map<?, ?>) Objects.requireNonNullElse(options.get(name), Map.of());
    given.forEach((key, value) -> settings.put("" + key, Objects.requireNonNull(value)));
    return settings;
  }

  private static String lines(SortedMap<String, Object> settings) {
    return settings.entrySet().stream()
        .flatMap(entry -> values(entry.getValue()).map(value -> entry.getKey() + "=" + value))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static Stream<String> values(Object value) {
    return value instanceof List<?> list ? strings(list).stream() : Stream.of("" + value);
  }

  private static List<String> strings(Object list) {
    List<String> strings = new ArrayList<>();
    ((List<?>) list).forEach(each -> strings.add("" + each));
    return strings;
  }
}
