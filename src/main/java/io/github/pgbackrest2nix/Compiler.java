package io.github.pgbackrest2nix;

import io.github.pgbackrest2nix.change.Change;
import io.github.pgbackrest2nix.change.ChangeCheck;
import io.github.pgbackrest2nix.change.ChangeRules;
import io.github.pgbackrest2nix.deployment.DeploymentPlanner;
import io.github.pgbackrest2nix.diagnostic.Checked;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.fleet.FleetCheck;
import io.github.pgbackrest2nix.fleet.Host;
import io.github.pgbackrest2nix.forecast.Forecast;
import io.github.pgbackrest2nix.identity.Identity;
import io.github.pgbackrest2nix.ignore.IgnoreComments;
import io.github.pgbackrest2nix.ignore.Ignores;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.option.OptionCatalog;
import io.github.pgbackrest2nix.read.DescriptionReader;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.RenderedFile;
import io.github.pgbackrest2nix.render.Renderer;
import io.github.pgbackrest2nix.render.RuntimeJarSource;
import io.github.pgbackrest2nix.report.Excerpts;
import io.github.pgbackrest2nix.rule.RuleCatalog;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.RuleSet;
import io.github.pgbackrest2nix.schema.MeantDescription;
import io.github.pgbackrest2nix.schema.SchemaCheck;
import io.github.pgbackrest2nix.schema.Shape;
import io.github.pgbackrest2nix.source.SourceDocument;
import io.github.pgbackrest2nix.source.SourceText;
import io.github.pgbackrest2nix.source.TextDecoder;
import io.github.pgbackrest2nix.source.YamlParser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * From a text to what it describes, and to the files that this becomes. Each stage reports all that
 * it finds, and one that finds errors is the last; but unknown keys do not keep the rules from what
 * else there is.
 */
public final class Compiler {
  private static final int MOST_REPORTED = 1_000;

  private final YamlParser parser = new YamlParser();
  private final DescriptionReader reader = new DescriptionReader();
  private final RuleSet rules = new RuleSet(RuleCatalog.all());
  private final IgnoreComments ignores =
      new IgnoreComments(RuleIndex.all(), FleetCheck.rules(), ChangeRules.all());

  /**
   * Returns the description, or why there is none; diagnostics are sorted by their places. Of more
   * than a thousand, which only a broken generator gets, the rest is left out, errors last.
   */
  public Checked<Description> check(SourceText text) {
    return sorted(shaped(parser.parse(text)).then(this::meaning));
  }

  /**
   * Returns the same, with what the description changes of the one that was rendered before it.
   *
   * @param accepted changes that are confirmed, such as {@code nas.path}
   */
  public Compared compare(SourceText text, Identity before, Set<String> accepted) {
    Checked<Shaped> shaped = shaped(parser.parse(text));
    if (shaped.value().isEmpty()) {
      // What is confirmed is not known yet.
      return new Compared(sorted(shaped.then(this::meaning)), accepted, accepted);
    }
    Shaped now = shaped.value().get();
    List<Change> changes = ChangeCheck.check(before, new Forecast(now.description()));
    List<Diagnostic> open =
        changes.stream()
            .filter(change -> change.accept().filter(accepted::contains).isEmpty())
            .map(change -> diagnostic(change, now))
            .toList();
    List<Diagnostic> left =
        before.isNothing() ? List.of() : ignores.applyToChanges(now.ignores(), open);
    List<Diagnostic> all = new ArrayList<>(shaped.then(this::meaning).diagnostics());
    all.addAll(left);
    return new Compared(
        sorted(Checked.unlessErrors(now.description(), all)),
        changes.stream().flatMap(change -> change.accept().stream()).collect(Collectors.toSet()),
        accepted);
  }

  private static Diagnostic diagnostic(Change change, Shaped now) {
    return RuleSet.diagnostic(change.rule(), change.finding(), now.document().map());
  }

  /** Returns what a file comes to by itself, and what it takes to compare it with others. */
  public Examined examine(TextDecoder.Decoded file) {
    Checked<SourceDocument> parsed = file.text().then(parser::parse);
    Checked<Shaped> shaped = shaped(parsed);
    List<Diagnostic> found = sorted(shaped.then(this::meaning)).diagnostics();
    Optional<Host> host =
        shaped.value().map(each -> Host.of(each.description(), each.document().map()));
    return new Examined(
        MeantDescription.is(file.shown(), parsed.value()),
        found,
        host,
        shaped.value().map(Shaped::ignores).orElse(Ignores.NONE),
        Excerpts.of(file.shown(), parsed.value(), lines(found, host)));
  }

  /** Returns the numbers of the lines that findings of a file are about, or those between files. */
  private static Set<Integer> lines(List<Diagnostic> found, Optional<Host> host) {
    return Stream.concat(
            found.stream().flatMap(Diagnostic::spans), host.stream().flatMap(Host::spans))
        .map(SourceSpan::line)
        .collect(Collectors.toSet());
  }

  /** Returns what is wrong between files, by place; what each says of itself is left out. */
  public List<Diagnostic> checkTogether(List<Examined> files) {
    Map<String, List<Diagnostic>> byFile =
        FleetCheck.check(files.stream().flatMap(each -> each.host().stream()).toList()).stream()
            .collect(Collectors.groupingBy(each -> each.span().file()));
    return files.stream()
        .flatMap(
            each ->
                each
                    .host()
                    .map(host -> byFile.getOrDefault(host.at().file(), List.of()))
                    .map(found -> ignores.applyTogether(each.ignores(), found))
                    .stream())
        .flatMap(List::stream)
        .sorted(Diagnostic.ORDER)
        .toList();
  }

  /** Returns the files that the description becomes, or why there are none. */
  public Checked<List<RenderedFile>> compile(SourceText text, Origin origin) {
    return check(text)
        .then(
            description ->
                Checked.unlessErrors(
                    render(description, origin, RuntimeJarSource.FOLDER), List.of()));
  }

  /** Returns the files that a description becomes which has passed the checks. */
  public List<RenderedFile> render(Description description, Origin origin, RuntimeJarSource jar) {
    return new Renderer(jar).render(DeploymentPlanner.plan(description), origin);
  }

  private Checked<Shaped> shaped(Checked<SourceDocument> parsed) {
    return parsed.then(
        document -> {
          Shape shape = Loaded.SCHEMA.check(document);
          return shape
              .readable()
              .<Checked<Shaped>>map(
                  readable -> Checked.unlessErrors(shaped(readable, shape.found()), List.of()))
              .orElseGet(() -> new Checked.Rejected<>(shape.found()));
        });
  }

  private Shaped shaped(SourceDocument readable, List<Diagnostic> unknownKeys) {
    return new Shaped(readable, reader.read(readable), IgnoreComments.read(readable), unknownKeys);
  }

  private Checked<Description> meaning(Shaped shaped) {
    RuleContext context = new RuleContext(shaped.description(), Loaded.OPTIONS);
    List<Diagnostic> found = rules.check(context, shaped.document().map());
    List<Diagnostic> all = new ArrayList<>(shaped.unknownKeys());
    all.addAll(ignores.apply(shaped.ignores(), found));
    return Checked.unlessErrors(shaped.description(), all);
  }

  private static <T> Checked<T> sorted(Checked<T> checked) {
    List<Diagnostic> sorted = worst(checked.diagnostics());
    return checked
        .value()
        .map(value -> Checked.unlessErrors(value, sorted))
        .orElseGet(() -> new Checked.Rejected<>(sorted));
  }

  private static List<Diagnostic> worst(List<Diagnostic> found) {
    return found.stream()
        .sorted(
            Comparator.comparing(Diagnostic::isError).reversed().thenComparing(Diagnostic.ORDER))
        .limit(MOST_REPORTED)
        .sorted(Diagnostic.ORDER)
        .toList();
  }

  /**
   * A text that has the shape of a description, whatever its rules say.
   *
   * @param document where there are unknown keys, as it seems meant
   */
  private record Shaped(
      SourceDocument document,
      Description description,
      Ignores ignores,
      List<Diagnostic> unknownKeys) {}

  /** What takes long to load: done once, and only for text that is YAML at all. */
  private static final class Loaded {
    static final SchemaCheck SCHEMA = new SchemaCheck();
    static final OptionCatalog OPTIONS = OptionCatalog.load();
  }
}
