package io.github.pgbackrest2nix.render.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freemarker.cache.StringTemplateLoader;
import io.github.pgbackrest2nix.nix.NixExpr;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {
  record View(
      String text,
      long number,
      boolean flag,
      Optional<String> absent,
      Optional<String> present,
      List<String> list,
      Item item,
      Fragment fragment) {}

  record Item(String name) {}

  private static final View VIEW =
      new View(
          "a \"b\" ${c}",
          54321,
          true,
          Optional.empty(),
          Optional.of("here"),
          List.of("x", "y"),
          new Item("n"),
          NixFragment.of(NixExpr.strings(List.of("a", "b"))));

  private static String render(String name, String template) {
    return render(name, template, VIEW);
  }

  private static String render(String name, String template, Record view) {
    StringTemplateLoader loader = new StringTemplateLoader();
    loader.putTemplate(name, template);
    loader.putTemplate("part.nix.ftl", "part = [=text];\n");
    loader.putTemplate("part.md.ftl", "part [=text]\n");
    return new Templates(loader).render(name, view);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          x.nix.ftl  | a = [=text];     | a = "a \\"b\\" \\${c}";
          x.nix.ftl  | a = [=number];   | a = 54321;
          x.nix.ftl  | ${pkgs.x} {{ $y }} [ 1 ] | ${pkgs.x} {{ $y }} [ 1 ]
          x.yaml.ftl | a: [=text]       | a: "a \\"b\\" ${c}"
          x.yaml.ftl | a: [=number]     | a: 54321
          x.md.ftl   | see [=text]      | see a "b" \\${c}
          x.md.ftl   | [=number].       | 54321.
          x.nix.ftl  | [=item.name]     | "n"
          x.nix.ftl  | [=present]       | "here"
          x.nix.ftl  | <#if absent?has_content>no</#if><#if present?has_content>yes</#if> | yes
          x.nix.ftl  | <#if flag>yes<#else>no</#if> | yes
          x.nix.ftl  | <#list list as e>[=e]<#sep> ++ </#list> | "x" ++ "y"
          x.nix.ftl  | <#include "part.nix.ftl"> | part = "a \\"b\\" \\${c}";
          """)
  void fillsATemplateInTheLanguageOfItsName(String name, String template, String expected) {
    assertThat(render(name, template + "\n")).isEqualTo(expected + "\n");
  }

  @Test
  void indentsAFragmentLikeItsLine() {
    String template =
        """
        {
        <#list list as e>
          a.[=e] = [=fragment];
        </#list>
        }
        """;

    assertThat(render("x.nix.ftl", template))
        .isEqualTo(
            """
            {
              a."x" = [
                "a"
                "b"
              ];
              a."y" = [
                "a"
                "b"
              ];
            }
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[=text?no_esc]",
        "<#noautoesc>[=text]</#noautoesc>",
        "[='freemarker.template.utility.Execute'?new()]",
        "[=missing]",
        "[=absent]",
        "[=item.getClass()]",
        "[=item]",
        "[=list]",
        "[=flag]",
        "<#include \"part.md.ftl\">[=number]<#include \"missing.nix.ftl\">"
      })
  void refusesATemplateThatReachesOut(String template) {
    assertThatThrownBy(() -> render("x.nix.ftl", template))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("x.nix.ftl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.md.ftl", "x.yaml.ftl"})
  void refusesAFragmentOfAnotherLanguage(String name) {
    assertThatThrownBy(() -> render(name, "[=fragment]"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Nix");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.ftl", "x.ftlh", "x.nix", "x.html.ftl"})
  void refusesATemplateOfNoKnownLanguage(String name) {
    assertThatThrownBy(() -> render(name, "static"))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage(
            "FirstMatchTemplateConfigurationFactory has found no matching choice for source name \"%s\"."
                    .formatted(name)
                + " Error details: a template's name ends in .nix.ftl, .yaml.ftl or .md.ftl");
  }

  record Raw(Object value) {}

  @Test
  void refusesValuesThatHaveNoSpelling() {
    assertThatThrownBy(() -> render("x.nix.ftl", "[=value]", new Raw(0.5)))
        .hasMessageContaining("no template can show a java.lang.Double");
    assertThatThrownBy(() -> render("x.nix.ftl", "[=value]", new Raw(new Object())))
        .hasMessageContaining("no template can show a java.lang.Object");
  }
}
