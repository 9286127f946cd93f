package io.github.pgbackrest2nix.rule;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A mistake at one place of the description; {@link RuleSet} adds the rule and the span.
 *
 * @param path of what is wrong, or of the key that is missing
 * @param part what of it is underlined
 * @param severity where it differs from the rule's own
 * @param mentions other places that the finding turns on
 */
public record Finding(
    ConfigPath path,
    Part part,
    Optional<Severity> severity,
    String message,
    Optional<String> help,
    List<Mention> mentions) {
  public Finding {
    mentions = List.copyOf(mentions);
  }

  /** What is underlined. */
  public enum Part {
    /** The key at the path. */
    KEY,
    /** The value at the path. */
    VALUE
  }

  /** Another place, by the key that stands there, and what it has to do with the finding. */
  public record Mention(ConfigPath path, String message) {}

  /** Starts a finding about the key at a path, or about its absence. */
  public static Finding atKey(ConfigPath path, String message) {
    return new Finding(path, Part.KEY, Optional.empty(), message, Optional.empty(), List.of());
  }

  /** Starts a finding about the value at a path. */
  public static Finding atValue(ConfigPath path, String message) {
    return new Finding(path, Part.VALUE, Optional.empty(), message, Optional.empty(), List.of());
  }

  /** Returns this finding with what to write instead. */
  public Finding help(String text) {
    return new Finding(path, part, severity, message, Optional.of(text), mentions);
  }

  /** Returns this finding with another place that it turns on. */
  public Finding see(ConfigPath other, String text) {
    List<Mention> all = new ArrayList<>(mentions);
    all.add(new Mention(other, text));
    return new Finding(path, part, severity, message, help, all);
  }

  /** Returns this finding at another severity than the rule's own. */
  public Finding as(Severity other) {
    return new Finding(path, part, Optional.of(other), message, help, mentions);
  }
}
