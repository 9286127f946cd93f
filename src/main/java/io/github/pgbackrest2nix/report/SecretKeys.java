package io.github.pgbackrest2nix.report;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
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

  private SecretKeys() {}

  static boolean isSecret(ConfigPath path) {
    List<String> segments = path.segments();
    for (int i = 0; i < segments.size(); i++) {
      boolean named = i > 0 && NAMING.contains(segments.get(i - 1));
      if (!named && isSecret(segments, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSecret(List<String> segments, int i) {
    String name = segments.get(i);
    // repos.<name>.key is the number of the repository
    boolean isNumber = i == 2 && segments.get(0).equals("repos") && name.equals("key");
    return !isNumber && !HARMLESS.contains(name) && NAME.matcher(name).find();
  }
}
