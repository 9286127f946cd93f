package io.github.pgbackrest2nix.testing;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What NixOS makes of one host; of units and files of /etc only what a host without our module,
 * PostgreSQL and so on has not.
 *
 * @param failure what Nix said where the host could not be evaluated, without its trace
 * @param values as {@code nix/tests/real/hosts.nix} gives them; empty after a failure
 * @param files texts of the files in the store that units and /etc lead to, by their paths
 */
public record RealHost(
    Optional<String> failure, Map<?, ?> values, SortedMap<String, String> files) {

  /** Requires that the host could be evaluated. */
  public RealHost evaluated() {
    failure.ifPresent(
        message -> {
          throw new AssertionError(message);
        });
    return this;
  }

  /** The messages of the assertions that fail on the host. */
  public List<String> failedAssertions() {
    return strings("failedAssertions");
  }

  public List<String> warnings() {
    return strings("warnings");
  }

  /** The files that Prometheus gets its rules from. */
  public List<String> ruleFiles() {
    return strings("ruleFiles");
  }

  /** The derivation that {@code nixos-rebuild} would build. */
  public String toplevel() {
    return "" + value("toplevel");
  }

  /** The texts of the units by name. */
  public SortedMap<String, String> units() {
    SortedMap<String, String> units = new TreeMap<>();
    ((Map<?, ?>) value("units"))
        .forEach((name, unit) -> units.put("" + name, "" + ((Map<?, ?>) unit).get("text")));
    return units;
  }

  /** What the files below /etc lead to, by their paths. */
  public SortedMap<String, String> etc() {
    SortedMap<String, String> etc = new TreeMap<>();
    ((Map<?, ?>) value("etc"))
        .forEach((name, file) -> etc.put("/etc/" + name, "" + ((Map<?, ?>) file).get("source")));
    return etc;
  }

  /** A value by the names that lead to it. */
  public Object value(String... path) {
    Object value = values;
    for (String name : path) {
      value = Objects.requireNonNull(((Map<?, ?>) value).get(name), () -> String.join(".", path));
    }
    return value;
  }

  private List<String> strings(String name) {
    return ((List<?>) value(name)).stream().map(each -> "" + each).toList();
  }
}
