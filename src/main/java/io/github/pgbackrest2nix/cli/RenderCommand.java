package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.diagnostic.Checked;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.RenderedFile;
import io.github.pgbackrest2nix.source.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the module. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    description = "Check a description and write its NixOS module.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pgbackrest2nix render forge.yaml --out modules/pgbackrest",
      "  pgbackrest2nix render forge.yaml --out modules/pgbackrest --check"
    })
final class RenderCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Supplier<byte[]> runtimeJar;

  @Parameters(arity = "1", paramLabel = "FILE", description = "The description.")
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

  RenderCommand(Terminal terminal, Supplier<byte[]> runtimeJar) {
    this.terminal = terminal;
    this.runtimeJar = runtimeJar;
  }

  @Override
  public Integer call() throws IOException {
    SourceText text = InputFile.read(file, file, terminal.in());
    Checked<List<RenderedFile>> result = new Compiler().compile(text, origin(text));
    Findings findings = new Findings();
    findings.add(text, result.diagnostics());
    findings.show(terminal);
    if (result.value().isEmpty()) {
      return ExitCode.FINDINGS;
    }
    List<OutputFile> files = outputFiles(result.value().get());
    OutputDirectory directory = new OutputDirectory(out);
    if (check) {
      return compare(directory, files) ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }
    return write(directory, files);
  }

  private static Origin origin(SourceText text) {
    Optional<Path> name = Optional.ofNullable(Path.of(text.name()).getFileName());
    return new Origin(
        name.map(Path::toString).orElse(text.name()),
        OutputFile.sha256(text.content().getBytes(StandardCharsets.UTF_8)),
        Version.number());
  }

  private List<OutputFile> outputFiles(List<RenderedFile> rendered) {
    List<OutputFile> files = new ArrayList<>(rendered.stream().map(OutputFile::of).toList());
    boolean collects = files.stream().anyMatch(each -> each.path().equals("monitoring.nix"));
    if (collects) {
      files.add(new OutputFile(RuntimeJar.NAME, runtimeJar.get()));
    }
    files.sort(Comparator.comparing(OutputFile::path));
    return files;
  }

  private int write(OutputDirectory directory, List<OutputFile> files) throws IOException {
    List<String> foreign = directory.foreign(files);
    if (!foreign.isEmpty()) {
      foreign.forEach(
          path ->
              terminal
                  .err()
                  .println(
                      "error: \""
                          + out.resolve(path)
                          + "\" was not written by pgbackrest2nix and would be overwritten: move it"
                          + " away, or give another directory to --out; nothing was written"));
      return ExitCode.FINDINGS;
    }
    if (diff) {
      compare(directory, files);
    }
    OutputDirectory.Changes changes = directory.write(files);
    changes.written().forEach(path -> terminal.err().println("wrote " + out.resolve(path)));
    changes.deleted().forEach(path -> terminal.err().println("deleted " + out.resolve(path)));
    terminal
        .err()
        .println(
            "%s: %d written, %d unchanged, %d deleted"
                .formatted(
                    out,
                    changes.written().size(),
                    changes.kept().size(),
                    changes.deleted().size()));
    return ExitCode.CLEAN;
  }

  /** Shows how the directory differs from the output; returns whether it does not. */
  private boolean compare(OutputDirectory directory, List<OutputFile> files) throws IOException {
    boolean same = true;
    for (OutputFile each : files) {
      Optional<byte[]> current = directory.current(each.path());
      if (current.isEmpty() || !each.holds(current.get())) {
        same = false;
        terminal.out().print(difference(each, current));
      }
    }
    for (String path : directory.obsolete(files)) {
      same = false;
      terminal.out().println("only in " + out + ": " + path + " (no longer part of the output)");
    }
    return same;
  }

  private static String difference(OutputFile file, Optional<byte[]> current) {
    if (file.path().equals(RuntimeJar.NAME)) {
      return file.path() + (current.isEmpty() ? " is missing\n" : " is of another version\n");
    }
    String old = current.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    return UnifiedDiff.between(file.path(), old, new String(file.bytes(), StandardCharsets.UTF_8));
  }
}
