package io.github.pgbackrest2nix.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The module system, the modules and the packages of NixOS itself, evaluated by the Nix of Debian
 * trixie. Nothing is built. A host takes some seconds, what all of them share takes about ten; the
 * store gets the derivations, some 100 MB.
 */
public final class RealNixos {
  private static final Path HOSTS = Path.of("nix/tests/real/hosts.nix").toAbsolutePath();
  private static final Duration LIMIT = Duration.ofMinutes(20);

  /** More at once would take more memory than a small machine has. */
  private static final int AT_ONCE = 12;

  /** Behind these there is nothing but programs. */
  private static final Pattern PROGRAMS =
      Pattern.compile(
          "-(stdenv|bash|coreutils|gcc|glibc|perl|python|systemd|openjdk|postgresql-\\d|prometheus-\\d"
              + "|node_exporter|gnu|findutils|util-linux|pgbackrest-\\d|zfs|sanoid-\\d|source"
              + "|hook)[^/]*$|-exec$");

  private final NixpkgsTree tree;
  private final Path scratch;

  /** Keeps store and state in the folder, which must exist. */
  public RealNixos(NixpkgsTree tree, Path scratch) {
    this.tree = tree;
    this.scratch = scratch;
  }

  /**
   * A host to evaluate.
   *
   * @param configuration files that are modules
   * @param whole false: nothing but assertions and warnings, for hosts that have no units since
   *     more than these is wrong
   * @param toplevel whether to evaluate all that {@code nixos-rebuild} does
   */
  public record Host(String name, List<Path> configuration, boolean whole, boolean toplevel) {
    public Host {
      configuration = List.copyOf(configuration);
    }

    Map<String, Object> asData() {
      List<String> modules = configuration.stream().map(Path::toString).toList();
      return Map.of("modules", modules, "whole", whole, "toplevel", toplevel);
    }
  }

  /** What NixOS makes of the hosts, by their names. */
  public SortedMap<String, RealHost> evaluate(Collection<Host> hosts) {
    List<Host> todo = new ArrayList<>(hosts);
    SortedMap<String, RealHost> found = new TreeMap<>();
    for (int from = 0; from < todo.size(); from += AT_ONCE) {
      found.putAll(batch(todo.subList(from, Math.min(todo.size(), from + AT_ONCE))));
    }
    return found;
  }

  /** One evaluation; where it fails, one of each half, since Nix tells the first failure only. */
  private Map<String, RealHost> batch(List<Host> hosts) {
    Outcome outcome = run(hosts);
    Map<String, RealHost> found = new LinkedHashMap<>();
    if (outcome.status() == 0) {
      Map<?, ?> answers = (Map<?, ?>) Objects.requireNonNull(Json.read(outcome.output()));
      answers.forEach((name, answer) -> found.put("" + name, host((Map<?, ?>) answer)));
    } else if (hosts.size() == 1) {
      var failed = new RealHost(Optional.of(reason(outcome)), Map.of(), new TreeMap<>());
      found.put(hosts.get(0).name(), failed);
    } else {
      int half = hosts.size() / 2;
      found.putAll(batch(hosts.subList(0, half)));
      found.putAll(batch(hosts.subList(half, hosts.size())));
    }
    return found;
  }

  private RealHost host(Map<?, ?> answer) {
    SortedMap<String, String> files = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    Object references = answer.get("references");
    if (references instanceof List<?> list) {
      list.forEach(reference -> follow("" + reference, seen, files));
    }
    return new RealHost(Optional.empty(), answer, files);
  }

  private void follow(String derivation, Set<String> seen, SortedMap<String, String> files) {
    String name = derivation.replaceFirst("\\.drv$", "");
    if (name.equals(derivation) || PROGRAMS.matcher(name).find() || !seen.add(derivation)) {
      return;
    }
    Derivation read = Derivation.read(Path.of(store() + derivation));
    read.text().ifPresent(text -> files.put(read.file(), text));
    read.inputs().forEach(input -> follow(input, seen, files));
  }

  private Outcome run(List<Host> hosts) {
    try {
      Path place = Files.createTempDirectory(scratch, "nixpkgs");
      Path list = Files.createTempFile(scratch, "hosts", ".json");
      Files.writeString(
          list, Json.write(hosts.stream().collect(Collectors.toMap(Host::name, Host::asData))));
      List<String> command = new ArrayList<>(nixInstantiate(scratch));
      command.addAll(List.of("--eval", "--strict", "--json", "--read-write-mode"));
      command.addAll(List.of("--store", store().toString(), HOSTS.toString()));
      command.addAll(List.of("--argstr", "nixpkgs", tree.place(place).toString()));
      command.addAll(List.of("--argstr", "hosts", list.toString()));
      return new Command(tree.around(place, command), LIMIT).run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path store() {
    return scratch.resolve("store");
  }

  /**
   * Returns the command of the newest Nix at hand, by its own loader: the machine's own is too old
   * for nixpkgs.
   *
   * @param scratch folder for the state of Nix
   */
  public static List<String> nixInstantiate(Path scratch) {
    String root = DebianRoot.TRIXIE.folder().toString();
    return List.of(
        "env",
        "NIX_STATE_DIR=" + scratch.resolve("state"),
        "NIX_LOG_DIR=" + scratch.resolve("log"),
        "NIX_CONF_DIR=" + scratch.resolve("conf"),
        "XDG_CACHE_HOME=" + scratch.resolve("cache"),
        root + "/lib64/ld-linux-x86-64.so.2",
        "--library-path",
        root + "/usr/lib/x86_64-linux-gnu",
        "--argv0",
        "nix-instantiate",
        root + "/usr/bin/nix-instantiate");
  }

  /** The last of what Nix says is what is wrong; the trace above it leads there. */
  private static String reason(Outcome outcome) {
    String errors = outcome.errors();
    int last = errors.lastIndexOf("error:");
    return last < 0 ? outcome.toString() : errors.substring(last).strip();
  }
}
