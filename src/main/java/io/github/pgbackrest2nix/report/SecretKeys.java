package io.github.pgbackrest2nix.report;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.source.SourceNode.Kind;
import io.github.pgbackrest2nix.source.SourceNode.Scalar;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which keys can have a secret below them. Goes by the sound of the name, as a secret is most often
 * found where it does not belong.
 */
final class SecretKeys {
  private static final String WORDS =
      "credential|key|pass|secret|token|conninfo|account|pwd|auth|sas\\b";

  private static final Pattern NAME = Pattern.compile(WORDS, Pattern.CASE_INSENSITIVE);

  /**
   * A key of such a name up to its separator. The bounds keep the search linear on hostile lines.
   */
  static final Pattern IN_TEXT =
      Pattern.compile(
          "(?:" + WORDS + ")[\\w.-]{0,64}[\"']?\\s{0,64}[:=]", Pattern.CASE_INSENSITIVE);

  /** Keys whose names sound like secrets and never hold one. */
  private static final Set<String> HARMLESS = Set.of("keyType", "hostKeyHash", "privateKeyFile");

  /** Maps whose keys are names that the user chose, which tell nothing. */
  private static final Set<String> NAMING =
      Set.of(
          "repos",
          "stanzas",
          "schedules",
          "restoreDrill",
          "templates",
          "datasets",
          "severity",
          "overrides",
          "commandSettings");

  /** What stands for an item of a list in the paths asked for. */
  static final String ITEM = "-";

  private SecretKeys() {}

  static boolean isSecret(ConfigPath path, Scalar scalar) {
    List<String> segments = path.segments();
    if (isNumberOfRepository(segments) && scalar.kind() == Kind.INTEGER) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      if (!isChosen(segments, i) && isSecret(segments, i)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the user named something by this key: what is below it is a map then. */
  private static boolean isChosen(List<String> segments, int i) {
    String parent = i == 0 ? "" : segments.get(i - 1);
    boolean holdsMap = i + 1 < segments.size() && !segments.get(i + 1).equals(ITEM);
    return NAMING.contains(parent) && (holdsMap || parent.equals("severity"));
  }

  private static boolean isSecret(List<String> segments, int i) {
    String name = segments.get(i);
    return !HARMLESS.contains(name) && NAME.matcher(name).find();
  }

  private static boolean isNumberOfRepository(List<String> segments) {
    return segments.size() == 3 && segments.get(0).equals("repos") && segments.get(2).equals("key");
  }
}
