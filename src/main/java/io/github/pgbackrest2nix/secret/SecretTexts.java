package io.github.pgbackrest2nix.secret;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts that are secrets by their looks, wherever they stand: passwords in URLs and in {@code
 * password=…}, keys and tokens of well-known services, private keys. A mask has the length of what
 * it hides, so columns stay true. The bounds keep the search linear on hostile texts.
 */
public final class SecretTexts {
  /** Each hides its first group. */
  private static final List<Pattern> SECRETS =
      List.of(
          Pattern.compile("://[^\\s/:@]{0,256}:([^\\s@]{1,256})@"),
          Pattern.compile(
              "(?i)(?:pass|passwd|password|passphrase|pwd|secret|token|accountkey|access_?key"
                  + "|[?&;]sig)=([^\\s;&,\"']{1,4096})"),
          // Amazon's ids of keys, and keys, which are told from hashes by their capital letters
          Pattern.compile("\\b((?:AKIA|ASIA)[A-Z0-9]{16})\\b"),
          Pattern.compile(
              "(?<![\\w/+=.-])((?=[a-z0-9/+]{0,39}[A-Z])(?=[A-Z0-9/+]{0,39}[a-z])"
                  + "(?=[A-Za-z/+]{0,39}[0-9])[A-Za-z0-9+][A-Za-z0-9/+]{39})(?![\\w/+=.-])"),
          // Azure's keys of storage accounts
          Pattern.compile("(?<![\\w/+=])([A-Za-z0-9/+]{86}==)"),
          // Google's, GitHub's, GitLab's and Slack's, and JSON Web Tokens
          Pattern.compile("\\b(AIza[\\w-]{35})"),
          Pattern.compile("\\b(gh[pousr]_[A-Za-z0-9]{36,255})"),
          Pattern.compile("\\b(glpat-[\\w-]{20,255})"),
          Pattern.compile("\\b(xox[abprs]-[\\w-]{10,255})"),
          Pattern.compile("\\b(eyJ[\\w-]{10,400}\\.[\\w-]{10,4096})"),
          Pattern.compile("-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?s:(.*))"));

  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----");

  private SecretTexts() {}

  /** Returns the text with the secrets in it masked. */
  public static String masked(String text) {
    String masked = text;
    for (Pattern pattern : SECRETS) {
      Matcher matcher = pattern.matcher(masked);
      masked =
          matcher.replaceAll(
              match ->
                  Matcher.quoteReplacement(
                      match.group().substring(0, match.start(1) - match.start())
                          + hidden(match.group(1))
                          + match.group().substring(match.end(1) - match.start())));
    }
    return masked;
  }

  /** Returns whether the text holds a private key, of which no line may be shown. */
  public static boolean isPrivateKey(String text) {
    return PRIVATE_KEY.matcher(text).find();
  }

  /** Returns as many asterisks as the text has characters; blanks stay. */
  public static String hidden(String text) {
    StringBuilder hidden = new StringBuilder();
    text.codePoints().forEach(point -> hidden.appendCodePoint(hidden(point)));
    return hidden.toString();
  }

  /** Returns what stands for a character in a mask. */
  public static int hidden(int point) {
    return Character.isWhitespace(point) ? ' ' : '*';
  }
}
