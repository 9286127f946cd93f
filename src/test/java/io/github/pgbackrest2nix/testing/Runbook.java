package io.github.pgbackrest2nix.testing;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A runbook's text, taken apart as a person reads it: headings, and what to type below them. */
public record Runbook(String text) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *(`{3,})(sh|nix)\\n(.*?)^ *\\1$");

  /** The blocks in this language, without their fences and indentation. */
  public List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(match -> match.group(2).equals(language))
        .map((MatchResult match) -> match.group(3).stripIndent())
        .toList();
  }

  /** The headings in order, such as {@code ## Status}. */
  public List<String> headings() {
    return text.lines().filter(line -> line.matches("#{2,3} .*")).toList();
  }

  /** The commands below the heading, such as {@code ### Step 1}, of which the beginning will do. */
  public List<String> commandsBelow(String heading) {
    Matcher matcher =
        Pattern.compile("(?ms)^" + Pattern.quote(heading) + "\\b.*?\\n(.*?)(?=^#{2,3} |\\z)")
            .matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("no heading \"" + heading + "\" in the runbook:\n" + text);
    }
    return new Runbook(matcher.group(1)).blocks("sh");
  }

  /** The same without the restore command, which asks a systemd. */
  public List<String> byHandBelow(String heading) {
    return commandsBelow(heading).stream()
        .filter(block -> !block.contains("sudo pgbackrest-restore"))
        .toList();
  }
}
