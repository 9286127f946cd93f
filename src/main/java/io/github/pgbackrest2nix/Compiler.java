package io.github.pgbackrest2nix;

import io.github.pgbackrest2nix.deployment.DeploymentPlanner;
import io.github.pgbackrest2nix.diagnostic.Checked;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.ignore.IgnoreComments;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.option.OptionCatalog;
import io.github.pgbackrest2nix.read.DescriptionReader;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.RenderedFile;
import io.github.pgbackrest2nix.render.Renderer;
import io.github.pgbackrest2nix.rule.RuleCatalog;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.RuleSet;
import io.github.pgbackrest2nix.schema.SchemaCheck;
import io.github.pgbackrest2nix.source.SourceDocument;
import io.github.pgbackrest2nix.source.SourceText;
import io.github.pgbackrest2nix.source.YamlParser;
import java.util.List;

/**
 * From a text to what it describes, and to the files that this becomes. Each stage reports all that
 * it finds, and one that finds errors is the last.
 */
public final class Compiler {
  private final YamlParser parser = new YamlParser();
  private final DescriptionReader reader = new DescriptionReader();
  private final RuleSet rules = new RuleSet(RuleCatalog.all());
  private final IgnoreComments ignores = new IgnoreComments(RuleIndex.all());

  /** Returns the description, or why there is none; diagnostics are sorted by their places. */
  public Checked<Description> check(SourceText text) {
    Checked<Description> checked = parser.parse(text).then(Compiler::shape).then(this::meaning);
    List<Diagnostic> sorted = checked.diagnostics().stream().sorted(Diagnostic.ORDER).toList();
    return checked
        .value()
        .map(description -> Checked.unlessErrors(description, sorted))
        .orElseGet(() -> new Checked.Rejected<>(sorted));
  }

  /** Returns the files that the description becomes, or why there are none. */
  public Checked<List<RenderedFile>> compile(SourceText text, Origin origin) {
    return check(text)
        .then(
            description ->
                Checked.unlessErrors(
                    new Renderer().render(DeploymentPlanner.plan(description), origin), List.of()));
  }

  /** The schema is loaded only for text that is YAML at all. */
  private static Checked<SourceDocument> shape(SourceDocument document) {
    return Checked.unlessErrors(document, new SchemaCheck().check(document));
  }

  private Checked<Description> meaning(SourceDocument document) {
    Description description = reader.read(document);
    RuleContext context = new RuleContext(description, OptionCatalog.load());
    List<Diagnostic> found = rules.check(context, document.map());
    return Checked.unlessErrors(description, ignores.apply(document, found));
  }
}
