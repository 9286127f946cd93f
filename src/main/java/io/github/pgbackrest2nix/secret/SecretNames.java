package io.github.pgbackrest2nix.secret;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which keys can have a secret below them. Goes by the sound of the name, as a secret is most often
 * found where it does not belong.
 */
public final class SecretNames {
  private static final String WORDS =
      "credential|key|pass|secret|token|conninfo|account|pwd|auth|sas\\b";

  private static final Pattern NAME = Pattern.compile(WORDS, Pattern.CASE_INSENSITIVE);

  /**
   * A key of such a name up to its separator. The bounds keep the search linear on hostile lines.
   */
  private static final Pattern IN_TEXT =
      Pattern.compile(
          "(?:" + WORDS + ")[\\w.-]{0,64}[\"']?\\s{0,64}[:=]", Pattern.CASE_INSENSITIVE);

  /** Names that sound like secrets and never hold one, such as kinds of keys and their files. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "(?:type|file|path|hostKeyHash|kms-?key-?id|tls-server-auth)$", Pattern.CASE_INSENSITIVE);

  /** Maps whose keys are names of alerts. */
  private static final Set<String> OF_ALERTS = Set.of("severity", "overrides");

  /** Alerts are called this; PostgreSQLBackupCredentialsFailed is one of them. */
  private static final Pattern ALERT = Pattern.compile("PostgreSQL\\w*", Pattern.CASE_INSENSITIVE);

  private static final Pattern SMALL = Pattern.compile("-?[0-9]{1,6}");
  private static final int LONGEST_NAME = 128;

  private SecretNames() {}

  /** Returns whether a key of this name can hold a secret, wherever it stands. */
  public static boolean isSecret(String name) {
    return NAME.matcher(name).find() && !HARMLESS.matcher(name).find();
  }

  /**
   * Returns whether what stands at this path can be a secret.
   *
   * @param path keys, and indexes of lists in decimal
   * @param value the scalar at the path
   */
  public static boolean isSecret(List<String> path, String value) {
    return isSecret(path) && !(isNumberOfRepository(path) && SMALL.matcher(value).matches());
  }

  /** Returns whether one of the keys of the path can hold a secret. */
  public static boolean isSecret(List<String> path) {
    boolean chosen = false;
    for (int i = 0; i < path.size(); i++) {
      // What is below a name that was chosen is named by us again: repos.schedules.credentials.
      chosen = !chosen && isChosen(path, i);
      if (!chosen && isSecret(path.get(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a key below a secret's, without a value, is the secret itself, which braces
   * made a key: {@code password: {abc}}.
   */
  public static boolean isTextInBraces(String name) {
    return !isSecret(name) && !HARMLESS.matcher(name).find() && !name.equals("variable");
  }

  /** Finds where the value begins of the first key of a line that can hold a secret. */
  public static OptionalInt findValue(String line) {
    Matcher matcher = IN_TEXT.matcher(line);
    while (matcher.find()) {
      if (isSecret(name(line, matcher))) {
        return OptionalInt.of(matcher.end());
      }
    }
    return OptionalInt.empty();
  }

  /** Returns the whole name of which the match is the end, without quotes and separator. */
  private static String name(String line, Matcher matcher) {
    int start = matcher.start();
    int least = Math.max(0, start - LONGEST_NAME);
    while (start > least && isPartOfName(line.charAt(start - 1))) {
      start--;
    }
    return line.substring(start, matcher.end() - 1).replaceAll("[\"']?\\s*$", "");
  }

  private static boolean isPartOfName(char each) {
    return Character.isLetterOrDigit(each) || "_.-".indexOf(each) >= 0;
  }

  /** Returns whether this key is a name that the user chose, which tells nothing. */
  private static boolean isChosen(List<String> path, int i) {
    String parent = i == 0 ? "" : path.get(i - 1);
    if (OF_ALERTS.contains(parent)) {
      return ALERT.matcher(path.get(i)).matches();
    }
    return i + 1 < path.size() && NamedMaps.has(parent, path.get(i + 1));
  }

  private static boolean isNumberOfRepository(List<String> path) {
    return path.size() == 3 && path.get(0).equals("repos") && path.get(2).equals("key");
  }
}
