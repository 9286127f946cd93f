package io.github.pgbackrest2nix.render;

/** Text in JSON. */
public final class JsonText {
  private static final char LAST_CONTROL = 0x1f;

  private JsonText() {}

  /** Returns the text as a JSON string, with its quotes. */
  public static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '"' || each == '\\') {
        json.append('\\').append(each);
      } else if (each <= LAST_CONTROL || Character.isSurrogate(each)) {
        json.append("\\u").append(hex(each));
      } else {
        json.append(each);
      }
    }
    return json.append('"').toString();
  }

  // Surrogates too, for one without its other half is not to be had in UTF-8.
  private static String hex(char each) {
    String digits = Integer.toHexString(each);
    return "0".repeat(4 - digits.length()) + digits;
  }
}
