package io.github.pgbackrest2nix.exitcode;

import io.github.pgbackrest2nix.table.Block;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Exit codes that mean the same: one entry of exit-codes.txt, whose head explains the keys.
 *
 * @param names pgBackRest's name of each code; empty for a code that pgBackRest does not have
 * @param when what else is seen, where a code alone does not tell
 * @param retry whether the same command may succeed minutes later, with nothing changed
 * @param remedy what to do, in the runbook's Markdown; nothing where the message says it all
 */
public record ExitCodes(
    SortedMap<Integer, String> names,
    Optional<String> when,
    boolean retry,
    String meaning,
    Optional<String> remedy) {
  private static final Pattern CODE = Pattern.compile("(\\d+) ([a-z-]+)(?:, |$)");

  private static final List<ExitCodes> ALL =
      Block.read(
              ExitCodes.class,
              "exit-codes.txt",
              Set.of("codes", "when", "retry", "meaning", "remedy"))
          .stream()
          .map(ExitCodes::of)
          .toList();

  public ExitCodes {
    names = new TreeMap<>(names);
  }

  /** Returns all entries, in the table's order. */
  public static List<ExitCodes> all() {
    return ALL;
  }

  /** Returns the codes after which trying again is of no use, ascending. */
  public static List<Integer> withoutRetry() {
    return ALL.stream()
        .filter(entry -> entry.when().isEmpty() && !entry.retry())
        .flatMap(entry -> entry.names().keySet().stream())
        .sorted()
        .toList();
  }

  @Override
  public SortedMap<Integer, String> names() {
    return new TreeMap<>(names);
  }

  private static ExitCodes of(Block entry) {
    String codes = entry.require("codes");
    List<MatchResult> found = CODE.matcher(codes).results().toList();
    if (found.stream().mapToInt(each -> each.group().length()).sum() != codes.length()) {
      throw new IllegalArgumentException("not codes with their names: " + codes);
    }
    SortedMap<Integer, String> names = new TreeMap<>();
    found.forEach(
        each ->
            names.put(
                Integer.valueOf(each.group(1)), each.group(2).equals("-") ? "" : each.group(2)));
    return new ExitCodes(
        names,
        entry.find("when"),
        switch (entry.require("retry")) {
          case "yes" -> true;
          case "no" -> false;
          default -> throw new IllegalArgumentException("neither yes nor no: " + codes);
        },
        entry.require("meaning"),
        entry.find("remedy"));
  }
}
