package io.github.pgbackrest2nix.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates place, list, show and hide; what needs a decision is decided before. */
class TemplateDisciplineTest {
  private static final Path TEMPLATES = Path.of("templates");

  private static final String NAME = "[a-z]\\w*(\\.[a-z]\\w*)*";
  private static final Pattern ALLOWED =
      Pattern.compile(
          "<#list NAME as [a-z]\\w*>|<#sep>|<#if NAME(\\?has_content)?>|<#else>"
                  .replace("NAME", NAME)
              + "|<#include \"[\\w/.-]+\">|</#(list|sep|if)>|<#--.*-->|\\[=NAME\\]"
                  .replace("NAME", NAME));

  // Everything that FreeMarker would read as its own.
  private static final Pattern MARK = Pattern.compile("</?[#@][^>]*>?|\\[=[^\\]]*\\]?");

  // FreeMarker keeps the indentation before an opening tag, and it would move the next line.
  private static final Pattern INDENTED_TAGS = Pattern.compile("\\s+(</?#[^>]*>\\s*)+");

  @Test
  void everyTemplateIsWithoutLogic() throws IOException {
    assumeTrue(Files.isDirectory(TEMPLATES), "no templates yet");
    try (Stream<Path> files = Files.walk(TEMPLATES)) {
      List<Path> templates = files.filter(Files::isRegularFile).sorted().toList();
      List<String> violations = new ArrayList<>();
      for (Path template : templates) {
        check(Files.readString(template)).forEach(v -> violations.add(template + ":" + v));
      }

      assertThat(templates).isNotEmpty();
      assertThat(violations).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          [=a.b] ${x} {{ y }} | -
          <#list a.b as c>[=c]<#sep>, </#sep></#list> | -
          <#if a?has_content>x<#else>y</#if> | -
          <#-- why --> | -
          <#include "nixos/part.nix.ftl"> | -
          [=a?upper_case] | 1: [=a?upper_case]
          [=a + b] | 1: [=a + b]
          [=a!"x"] | 1: [=a!"x"]
          <#if a == b> | 1: <#if a == b>
          <#if !a> | 1: <#if !a>
          <#assign x = 1> | 1: <#assign x = 1>
          <#macro m> | 1: <#macro m>
          <@m/> | 1: <@m/>
          <#noautoesc> | 1: <#noautoesc>
          <#list a?sort as b> | 1: <#list a?sort as b>
          ^  <#if a>^ | 1: indented tag
          ^a\\tb^ | 1: tab
          ^a ^ | 1: blank at the end
          """)
  void tellsLogicFromShape(String template, String expected) {
    List<String> violations = check(template.translateEscapes() + "\n");

    assertThat(violations).isEqualTo(expected.equals("-") ? List.of() : List.of(expected));
  }

  @Test
  void wantsALineFeedAtTheEnd() {
    assertThat(check("a")).containsExactly("1: no line feed at the end");
    assertThat(check("a\r\n")).containsExactly("1: carriage return");
  }

  private static List<String> check(String template) {
    List<String> violations = new ArrayList<>();
    String[] lines = template.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      for (String violation : checkLine(lines[i])) {
        violations.add((i + 1) + ": " + violation);
      }
    }
    if (!template.endsWith("\n")) {
      violations.add(lines.length + ": no line feed at the end");
    }
    return violations;
  }

  private static List<String> checkLine(String line) {
    List<String> violations = new ArrayList<>();
    MARK.matcher(line)
        .results()
        .map(MatchResult::group)
        .filter(mark -> !ALLOWED.matcher(mark).matches())
        .forEach(violations::add);
    if (line.indexOf('\r') >= 0) {
      violations.add("carriage return");
    } else if (line.endsWith(" ")) {
      violations.add("blank at the end");
    }
    if (line.indexOf('\t') >= 0) {
      violations.add("tab");
    }
    if (INDENTED_TAGS.matcher(line).matches()) {
      violations.add("indented tag");
    }
    return violations;
  }
}
