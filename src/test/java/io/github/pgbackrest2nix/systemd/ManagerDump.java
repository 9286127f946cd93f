package io.github.pgbackrest2nix.systemd;

import io.github.pgbackrest2nix.testing.RequiredTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What systemd itself understood of a unit: {@code systemd --test} loads units as for a boot,
 * prints them and starts nothing.
 */
record ManagerDump(List<String> lines) {
  private static final long TIMEOUT_SECONDS = 60;

  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-3][0-7]{2}|.)");

  /** Loads {@code default.target} of the directory and all it wants, as a user's manager. */
  static ManagerDump of(Path units, String unit, Path scratch)
      throws IOException, InterruptedException {
    for (String target : List.of("basic.target", "shutdown.target")) {
      Files.writeString(units.resolve(target), "[Unit]\nDefaultDependencies=no\n");
    }
    Path home = Files.createDirectory(scratch.resolve("home"));
    Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path out = scratch.resolve("dump.txt");
    List<String> command = new ArrayList<>(asNobody());
    command.addAll(List.of(systemd().toString(), "--test", "--user", "--unit=default.target"));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("HOME", home.toString());
    environment.put("XDG_RUNTIME_DIR", home.toString());
    environment.put("SYSTEMD_UNIT_PATH", units.toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.keySet().removeAll(List.of("XDG_CONFIG_HOME", "XDG_DATA_HOME"));
    Process process = builder.start();
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("systemd --test did not end");
    }
    return ofUnit(Files.readAllLines(out), unit);
  }

  private static ManagerDump ofUnit(List<String> lines, String unit) {
    int start = lines.indexOf("\t-> Unit " + unit + ":");
    if (start < 0) {
      throw new AssertionError("systemd did not load " + unit + ":\n" + String.join("\n", lines));
    }
    // Above the units stand the complaints about them.
    List<String> complaints =
        lines.stream()
            .takeWhile(line -> !line.startsWith("-> "))
            .filter(line -> line.contains(unit))
            .toList();
    if (!complaints.isEmpty()) {
      throw new AssertionError(String.join("\n", complaints));
    }
    int end = start + 1;
    while (end < lines.size() && lines.get(end).startsWith("\t\t")) {
      end++;
    }
    return new ManagerDump(lines.subList(start + 1, end));
  }

  private static Path systemd() {
    Path usual = Path.of("/usr/lib/systemd/systemd");
    Path old = Path.of("/lib/systemd/systemd");
    return Stream.of(usual, old)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() -> RequiredTool.find("systemd"));
  }

  // The manager refuses to be tested by root.
  private static List<String> asNobody() {
    return "root".equals(System.getProperty("user.name"))
        ? List.of(
            RequiredTool.find("setpriv").toString(),
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups")
        : List.of();
  }

  /** Returns the values that have this title. */
  List<String> values(String title) {
    String prefix = "\t\t" + title + ": ";
    return lines.stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .toList();
  }

  /** Returns the words of all command lines, each {@code $$} as the one it becomes when run. */
  List<List<String>> commands() {
    return lines.stream()
        .map(String::strip)
        .filter(line -> line.startsWith("Command Line: "))
        .map(line -> words(line.substring("Command Line: ".length())))
        .toList();
  }

  private static List<String> words(String printed) {
    List<String> words = new ArrayList<>();
    int start = 0;
    while (start < printed.length()) {
      boolean quoted = printed.charAt(start) == '"';
      int end = quoted ? closingQuote(printed, start + 1) : wordEnd(printed, start);
      String word =
          quoted ? unescape(printed.substring(start + 1, end)) : printed.substring(start, end);
      words.add(word.replace("$$", "$"));
      start = end + (quoted ? 2 : 1);
    }
    return words;
  }

  private static int closingQuote(String printed, int start) {
    int i = start;
    while (printed.charAt(i) != '"') {
      i += printed.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }

  private static int wordEnd(String printed, int start) {
    int end = printed.indexOf(' ', start);
    return end < 0 ? printed.length() : end;
  }

  // Between double quotes the manager escapes as C does, and what a shell would expand.
  private static String unescape(String quoted) {
    return ESCAPE
        .matcher(quoted)
        .replaceAll(match -> Matcher.quoteReplacement(character(match.group(1))));
  }

  private static String character(String escaped) {
    return switch (escaped.charAt(0)) {
      case 'a' -> "\u0007";
      case 'v' -> "\u000b";
      case 'b', 'f', 'n', 'r', 't', '0', '1', '2', '3' -> ("\\" + escaped).translateEscapes();
      default -> escaped;
    };
  }
}
