package io.github.pgbackrest2nix.rule;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The page of a rule: its id, severity and summary, then one text for each heading.
 *
 * @param info as the page says it
 * @param text the whole page, Markdown
 * @param sections text by heading, in the order of the page
 */
public record RuleDocument(RuleInfo info, String text, Map<String, String> sections) {
  /** The headings that every page has, in this order. */
  public static final List<String> HEADINGS =
      List.of("What it checks", "Why it matters", "Bad", "Good", "See");

  private static final String TITLE = "# ";
  private static final String HEADING = "## ";
  private static final String FENCE = "```";

  public RuleDocument {
    sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
  }

  /** Returns the page of the rule with this id; every rule has one. */
  public static RuleDocument load(String id) {
    try (InputStream stream =
        Objects.requireNonNull(RuleDocument.class.getResourceAsStream(id + ".md"), id)) {
      return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RuleDocument parse(String text) {
    List<String> lines = text.lines().toList();
    RuleInfo info =
        new RuleInfo(
            after(TITLE, lines.get(0)),
            Severity.valueOf(after("severity: ", lines.get(1)).toUpperCase(Locale.ROOT)),
            after("summary: ", lines.get(2)));
    Map<String, StringBuilder> sections = new LinkedHashMap<>();
    StringBuilder current = new StringBuilder();
    for (String line : lines.subList(3, lines.size())) {
      if (line.startsWith(HEADING)) {
        current = sections.computeIfAbsent(after(HEADING, line), each -> new StringBuilder());
      } else {
        current.append(line).append('\n');
      }
    }
    Map<String, String> texts = new LinkedHashMap<>();
    sections.forEach((heading, section) -> texts.put(heading, section.toString().strip()));
    return new RuleDocument(info, text, texts);
  }

  /** Returns the fenced texts under a heading. */
  public List<String> snippets(String heading) {
    List<String> snippets = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    boolean inside = false;
    for (String line : sections.getOrDefault(heading, "").lines().toList()) {
      if (!line.startsWith(FENCE)) {
        current.append(line).append('\n');
        continue;
      }
      if (inside) {
        snippets.add(current.toString());
      }
      current = new StringBuilder();
      inside = !inside;
    }
    return snippets;
  }

  private static String after(String start, String line) {
    if (!line.startsWith(start)) {
      throw new IllegalArgumentException("no \"%s\" at the start of: %s".formatted(start, line));
    }
    return line.substring(start.length());
  }
}
