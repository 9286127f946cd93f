package io.github.pgbackrest2nix.render.template;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.ConditionalTemplateConfigurationFactory;
import freemarker.cache.FileNameGlobMatcher;
import freemarker.cache.FirstMatchTemplateConfigurationFactory;
import freemarker.cache.TemplateConfigurationFactory;
import freemarker.cache.TemplateLoader;
import freemarker.core.TemplateClassResolver;
import freemarker.core.TemplateConfiguration;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.github.pgbackrest2nix.nix.SoftBreaks;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import java.util.TimeZone;
import java.util.stream.Stream;

/**
 * The templates of this program, filled in. What a template writes is escaped for its language,
 * which follows from its name; a template cannot switch that off.
 *
 * <p>A template that does not fit its view is a mistake of this program, so nothing here throws for
 * a mistake of its users.
 */
public final class Templates {
  /**
   * Where the class path holds the templates; the build puts the folder {@code templates} there.
   */
  private static final String RESOURCES = "/io/github/pgbackrest2nix/render/templates";

  private final Configuration configuration;

  /** Creates the templates that this program carries. */
  public Templates() {
    this(new ClassTemplateLoader(Templates.class, RESOURCES));
  }

  Templates(TemplateLoader loader) {
    configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setTemplateLoader(loader);
    setSyntax(configuration);
    setFormats(configuration);
    setNothingElse(configuration);
  }

  /**
   * Returns the text that the template makes of the view.
   *
   * @param name below the folder {@code templates}, for instance {@code nixos/module.nix.ftl}
   */
  public String render(String name, Record view) {
    try {
      Template template = configuration.getTemplate(name);
      Language language = languageOf(template);
      StringWriter out = new StringWriter();
      template.createProcessingEnvironment(view, out, new ViewWrapper(language)).process();
      return SoftBreaks.settle(out.toString());
    } catch (IOException | TemplateException e) {
      throw new IllegalStateException("template " + name + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns the text of a file that is no template.
   *
   * @param name below the folder {@code templates}
   */
  public String asIs(String name) {
    try (InputStream file = Templates.class.getResourceAsStream(RESOURCES + "/" + name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("file " + name + ": " + e.getMessage(), e);
    }
  }

  private static Language languageOf(Template template) {
    return Stream.of(Language.values())
        .filter(language -> EscapingFormat.of(language) == template.getOutputFormat())
        .findFirst()
        .orElseThrow();
  }

  // "${x}" of Nix and "{{ x }}" of Prometheus are plain text, "[=x]" is ours.
  private static void setSyntax(Configuration configuration) {
    configuration.setInterpolationSyntax(Configuration.SQUARE_BRACKET_INTERPOLATION_SYNTAX);
    configuration.setTagSyntax(Configuration.ANGLE_BRACKET_TAG_SYNTAX);
    configuration.setAutoEscapingPolicy(Configuration.FORCE_AUTO_ESCAPING_POLICY);
    configuration.setWhitespaceStripping(true);
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
  }

  private static void setFormats(Configuration configuration) {
    configuration.setRecognizeStandardFileExtensions(false);
    TemplateConfigurationFactory[] byName =
        Stream.of(Language.values())
            .map(Templates::byName)
            .toArray(TemplateConfigurationFactory[]::new);
    configuration.setTemplateConfigurations(
        new FirstMatchTemplateConfigurationFactory(byName)
            .allowNoMatch(false)
            .noMatchErrorDetails("a template's name ends in .nix.ftl, .yaml.ftl or .md.ftl"));
  }

  private static TemplateConfigurationFactory byName(Language language) {
    TemplateConfiguration settings = new TemplateConfiguration();
    settings.setOutputFormat(EscapingFormat.of(language));
    return new ConditionalTemplateConfigurationFactory(
        new FileNameGlobMatcher(language.glob()), settings);
  }

  // The same text whatever the machine; an error in a template is never swallowed.
  private static void setNothingElse(Configuration configuration) {
    configuration.setLocale(Locale.ROOT);
    configuration.setLocalizedLookup(false);
    configuration.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
    configuration.setNumberFormat("c");
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(true);
    configuration.setFallbackOnNullLoopVariable(false);
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setAPIBuiltinEnabled(false);
  }
}
