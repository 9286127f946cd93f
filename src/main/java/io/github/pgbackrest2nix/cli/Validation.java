package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.Examined;
import io.github.pgbackrest2nix.cli.InputFiles.Input;
import io.github.pgbackrest2nix.source.TextDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks files by themselves, several at once, and then with each other. */
final class Validation {
  private final Checks checks;
  private final String standardInputName;
  private final InputStream standardInput;

  Validation(Checks checks, String standardInputName, InputStream standardInput) {
    this.checks = checks;
    this.standardInputName = standardInputName;
    this.standardInput = standardInput;
  }

  /**
   * What came of all files.
   *
   * @param failures why files and folders could not be read
   * @param bugs that kept files from being checked
   * @param leftOut names of the YAML files below folders that are no descriptions
   */
  record Result(
      Findings findings, List<IOException> failures, List<Bug> bugs, List<String> leftOut) {}

  Result validate(InputFiles files) {
    List<Input> inputs = files.all();
    // One file does not pay for threads. The results have the order of the inputs in any case.
    Stream<Input> stream = inputs.size() > 1 ? inputs.parallelStream() : inputs.stream();
    List<Outcome> outcomes = stream.map(this::examine).toList();
    List<IOException> failures = new ArrayList<>(files.failures());
    outcomes.forEach(each -> each.failure().ifPresent(failures::add));
    failures.addAll(foldersInVain(outcomes));
    List<Bug> bugs = new ArrayList<>();
    outcomes.forEach(each -> each.bug().ifPresent(bugs::add));
    return new Result(
        findings(outcomes, bugs),
        failures,
        bugs,
        outcomes.stream().filter(Outcome::isLeftOut).map(each -> each.input().name()).toList());
  }

  private Outcome examine(Input input) {
    try {
      TextDecoder.Decoded decoded = InputFile.read(input.name(), standardInputName, standardInput);
      return Outcome.of(input, checks.alone().apply(decoded));
    } catch (IOException e) {
      return Outcome.of(input, e);
    } catch (RuntimeException | Error e) {
      // Whatever it is, it must not hide what there is to be said of the other files.
      return Outcome.of(input, new Bug(Optional.of(input.name()), e));
    }
  }

  private Findings findings(List<Outcome> outcomes, List<Bug> bugs) {
    List<Examined> descriptions =
        outcomes.stream()
            .filter(each -> !each.isLeftOut())
            .flatMap(each -> each.examined().stream())
            .toList();
    Findings findings = new Findings();
    descriptions.forEach(each -> findings.add(each.excerpts(), each.diagnostics()));
    try {
      findings.add(checks.together().apply(descriptions));
    } catch (RuntimeException | Error e) {
      bugs.add(new Bug(Optional.empty(), e));
    }
    return findings;
  }

  /** Returns a failure for each folder that has YAML, and none that is a description. */
  private static List<IOException> foldersInVain(List<Outcome> outcomes) {
    Map<String, List<Outcome>> byFolder =
        outcomes.stream()
            .filter(each -> each.input().folder().isPresent())
            .collect(
                Collectors.groupingBy(
                    each -> each.input().folder().orElseThrow(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return byFolder.entrySet().stream()
        .filter(each -> each.getValue().stream().allMatch(Outcome::isLeftOut))
        .map(each -> inVain(each.getKey(), each.getValue()))
        .toList();
  }

  private static IOException inVain(String folder, Collection<Outcome> outcomes) {
    return new FileSystemException(
        folder,
        null,
        "no description is in this folder: none of its YAML files (%d) has \"stanzas\" or \"repos\""
            .formatted(outcomes.size()));
  }

  /**
   * What came of one file: what is to be said of it, why it could not be read, or the bug that it
   * met. Of thousands all are held, so none holds its text.
   */
  private record Outcome(
      Input input, Optional<IOException> failure, Optional<Bug> bug, Optional<Examined> examined) {
    static Outcome of(Input input, Examined examined) {
      return new Outcome(input, Optional.empty(), Optional.empty(), Optional.of(examined));
    }

    static Outcome of(Input input, IOException failure) {
      return new Outcome(input, Optional.of(failure), Optional.empty(), Optional.empty());
    }

    static Outcome of(Input input, Bug bug) {
      return new Outcome(input, Optional.empty(), Optional.of(bug), Optional.empty());
    }

    boolean isLeftOut() {
      boolean meant = examined.isEmpty() || examined.get().meant();
      return input.folder().isPresent() && !meant;
    }
  }
}
