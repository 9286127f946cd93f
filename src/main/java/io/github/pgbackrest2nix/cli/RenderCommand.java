package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.Compared;
import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.diagnostic.Checked;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.RenderedFile;
import io.github.pgbackrest2nix.render.RuntimeJarSource;
import io.github.pgbackrest2nix.source.SourceText;
import io.github.pgbackrest2nix.source.TextDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Writes the module. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Check a description and write its NixOS module.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pgbackrest2nix render forge.yaml --out modules/pgbackrest",
      "  pgbackrest2nix render forge.yaml --out modules/pgbackrest --check",
      "  pgbackrest2nix render forge.yaml --out modules/pgbackrest --accept nas.path"
    })
final class RenderCommand implements Callable<Integer> {
  private static final String KEPT =
      ": it is no longer part of the output, but somebody changed it; delete it if it is of no use";

  private static final String LEFT_OVER =
      ": a run that was interrupted left it there; delete it, unless another one is writing just now";

  private final Terminal terminal;
  private final Supplier<byte[]> runtimeJar;

  @Parameters(
      arity = "1",
      paramLabel = "FILE",
      description = "The description; - is standard input.")
  private String file = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The directory of the module; files there that are not ours stay as they are.")
  private Path out = Path.of("");

  @Option(
      names = "--check",
      description = "Write nothing; exit with 1 and show the difference if the output is outdated.")
  private boolean check;

  @Option(names = "--diff", description = "Show what changes.")
  private boolean diff;

  @Option(
      names = "--jar",
      paramLabel = "auto|copy|package",
      converter = JarOption.Converter.class,
      description =
          "Where the module takes the runtime jar from: a copy in the directory, or the package of"
              + " Nix, which needs its overlay. auto, the default, is what the directory has; in a"
              + " new one what $"
              + JarOption.DEFAULT
              + " says, else copy.")
  private JarOption jar = JarOption.AUTO;

  @Option(
      names = "--accept",
      paramLabel = "NAME.KEY",
      description =
          "Confirm a change that leaves backups behind, as the finding says it; may be repeated.")
  private Set<String> accepted = new TreeSet<>();

  @Option(
      names = "--stdin-filename",
      paramLabel = "NAME",
      description = "How findings and the output call standard input.")
  private String standardInputName = "<stdin>";

  @Spec private CommandSpec spec = CommandSpec.create();

  RenderCommand(Terminal terminal, Supplier<byte[]> runtimeJar) {
    this.terminal = terminal;
    this.runtimeJar = runtimeJar;
  }

  @Override
  public Integer call() throws IOException {
    if (out.toString().isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--out names no directory");
    }
    TextDecoder.Decoded input = InputFile.read(file, standardInputName, terminal.in());
    Compiler compiler = new Compiler();
    PreviousOutput before = PreviousOutput.read(out);
    Compared compared = compare(compiler, input.text(), before);
    Checked<Description> result = compared.checked();
    Findings findings = new Findings();
    findings.add(input.shown(), result.diagnostics());
    if (result.value().isEmpty() || !compared.needless().isEmpty()) {
      findings.show(terminal);
      requireNoneNeedless(compared);
      return ExitCode.FINDINGS;
    }
    before.limits().forEach(terminal.err()::println);
    Description description = result.value().get();
    Origin origin = origin(input.shown());
    OutputDirectory directory =
        new OutputDirectory(out, new OutputOwner(description.host(), origin.file()));
    RuntimeJarSource source = runtimeJarSource(directory);
    List<OutputFile> files = outputFiles(compiler.render(description, origin, source), source);
    findings.add(directory.foreign(files));
    findings.show(terminal);
    return findings.reach(Severity.ERROR) ? ExitCode.FINDINGS : write(directory, files);
  }

  private Compared compare(Compiler compiler, Checked<SourceText> text, PreviousOutput before) {
    return text.value()
        .map(each -> compiler.compare(each, before.identity(), accepted))
        .orElseGet(() -> new Compared(text.then(compiler::check), accepted, accepted));
  }

  /** An option that confirms nothing may confirm a change that nobody has seen, another time. */
  private void requireNoneNeedless(Compared compared) {
    SortedSet<String> needless = compared.needless();
    if (!needless.isEmpty()) {
      SortedSet<String> acceptable = new TreeSet<>(compared.acceptable());
      throw new ParameterException(
          spec.commandLine(),
          "--accept %s confirms nothing: %s; nothing is written"
              .formatted(
                  String.join(", ", needless),
                  acceptable.isEmpty()
                      ? "nothing changes that has to be confirmed"
                      : "what has to be confirmed is " + String.join(", ", acceptable)));
    }
  }

  private static Origin origin(SourceText text) {
    Optional<Path> name = Optional.ofNullable(Path.of(text.name()).getFileName());
    return new Origin(
        // Headers have it on a line of theirs.
        name.map(Path::toString).orElse(text.name()).replaceAll("\\p{Cntrl}", "?"),
        OutputFile.sha256(text.content().getBytes(StandardCharsets.UTF_8)),
        Version.number());
  }

  private RuntimeJarSource runtimeJarSource(OutputDirectory directory) throws IOException {
    try {
      return jar.source(directory, terminal.environment());
    } catch (TypeConversionException e) {
      throw new ParameterException(
          spec.commandLine(), JarOption.DEFAULT + " in the environment: " + e.getMessage(), e);
    }
  }

  private List<OutputFile> outputFiles(List<RenderedFile> rendered, RuntimeJarSource source) {
    List<OutputFile> files = new ArrayList<>(rendered.stream().map(OutputFile::of).toList());
    boolean collects = files.stream().anyMatch(each -> each.path().equals("monitoring.nix"));
    if (collects && source == RuntimeJarSource.FOLDER) {
      files.add(new OutputFile(RuntimeJar.NAME, runtimeJar.get()));
    }
    files.sort(Comparator.comparing(OutputFile::path));
    return files;
  }

  private int write(OutputDirectory directory, List<OutputFile> files) throws IOException {
    Changes changes = directory.changes(files);
    if (check || diff) {
      terminal.out().print(difference(directory, changes));
    }
    if (!check) {
      directory.write(files, changes);
      changes.written().forEach(each -> report("wrote", each.path(), overEdits(each, changes)));
      changes.deleted().forEach(name -> report("deleted", name, ""));
    }
    changes.kept().forEach(name -> report("kept", name, KEPT));
    for (String name : directory.leftovers()) {
      report("found", name, LEFT_OVER);
    }
    if (check) {
      return changes.isNothing() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }
    terminal
        .err()
        .println(
            "%s: %d written, %d unchanged, %d deleted"
                .formatted(
                    out,
                    changes.written().size(),
                    changes.same().size(),
                    changes.deleted().size()));
    return ExitCode.CLEAN;
  }

  private static String overEdits(OutputFile file, Changes changes) {
    return changes.edited().contains(file.path()) ? " over changes made by hand" : "";
  }

  private void report(String verb, String name, String remark) {
    terminal.err().println(verb + " " + out.resolve(name) + remark);
  }

  private static String difference(OutputDirectory directory, Changes changes) throws IOException {
    StringBuilder text = new StringBuilder();
    for (OutputFile each : changes.written()) {
      Optional<byte[]> current = directory.current(each.path());
      text.append(
          each.path().equals(RuntimeJar.NAME)
              ? RuntimeJar.NAME + (current.isEmpty() ? " is missing\n" : " is another one\n")
              : UnifiedDiff.between(each.path(), current, Optional.of(each.bytes())));
    }
    for (String name : changes.deleted()) {
      text.append(
          name.equals(RuntimeJar.NAME)
              ? RuntimeJar.NAME + " is no longer part of the output\n"
              : UnifiedDiff.between(name, directory.current(name), Optional.empty()));
    }
    return text.toString();
  }
}
