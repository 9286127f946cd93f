package io.github.pgbackrest2nix.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A root that its own systemd has booted, under a writable overlay in memory. It shares the test
 * machine's network, so that it reaches the test's servers; settings of units that need a network
 * of their own, such as {@code PrivateNetwork}, have no effect in it.
 */
public final class SystemdBox implements Machine {
  private static final Duration BOOT = Duration.ofSeconds(60);
  private static final Duration START_LIMIT = Duration.ofMinutes(6);

  // Debian's own services would be in the way of the units under test.
  private static final List<String> MASKED =
      List.of("prometheus.service", "sanoid.timer", "zfs-fuse.service");

  // systemd wants the control groups of today, also where the test machine mounts the older kind.
  private static final String BOOT_SCRIPT =
      """
      root=$1 console=$2 group=$3
      shift 3
      umount -l /sys/fs/cgroup
      mount -t cgroup2 cgroup2 /sys/fs/cgroup
      mkdir "/sys/fs/cgroup/$group"
      echo $$ >"/sys/fs/cgroup/$group/cgroup.procs"
      export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 SYSTEMD_NSPAWN_LOCK=0
      systemd-nspawn --quiet --directory="$root" --boot --register=no --keep-unit \
        --console=pipe --volatile=overlay --machine=box "$@" </dev/null >"$console" 2>&1 &
      hold
      """;

  private final TemporaryFolder folder;
  private final Leash leash;
  private final long pid;

  private SystemdBox(TemporaryFolder folder, Leash leash, long pid) {
    this.folder = folder;
    this.leash = leash;
    this.pid = pid;
  }

  /** Boots the root and returns when the boot has ended. */
  public static SystemdBox boot(DebianRoot root) {
    if (root == DebianRoot.HOST) {
      throw new IllegalArgumentException("the test machine itself cannot be booted once more");
    }
    RequiredTool.find("systemd-nspawn");
    var folder = new TemporaryFolder();
    Path console = folder.path().resolve("console");
    List<String> arguments = new ArrayList<>();
    arguments.add(root.folder().toString());
    arguments.add(console.toString());
    arguments.add(group(folder));
    MASKED.forEach(unit -> arguments.add("systemd.mask=" + unit));
    try {
      return booted(folder, Leash.start(BOOT_SCRIPT, arguments.toArray(String[]::new)));
    } catch (AssertionError e) {
      String said = textOf(console);
      removeControlGroups(group(folder));
      folder.close();
      throw new AssertionError("no systemd over " + root + ":\n" + said, e);
    }
  }

  private static SystemdBox booted(TemporaryFolder folder, Leash leash) {
    try {
      Await.until("there is a first process", BOOT, () -> firstProcess(leash.pid()).isPresent());
      var box = new SystemdBox(folder, leash, firstProcess(leash.pid()).orElseThrow());
      Await.until("the boot has ended", BOOT, box::isUp);
      return box;
    } catch (AssertionError e) {
      leash.close();
      throw e;
    }
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public List<String> entering(List<String> command) {
    List<String> whole = new ArrayList<>(List.of("nsenter", "--target", String.valueOf(pid)));
    whole.addAll(List.of("--all", "--"));
    whole.addAll(command);
    return whole;
  }

  /** Writes unit files by name and makes systemd read them. */
  public void install(Map<String, String> units) {
    units.forEach((name, text) -> write("/etc/systemd/system/" + name, text));
    run("systemctl", "daemon-reload").succeeded();
  }

  /**
   * Starts a unit and waits for the end of its start, which for a oneshot is the end of its work. A
   * backup tries again after two minutes, which a command's usual limit would cut off.
   */
  public Outcome start(String unit) {
    return new Command(entering(List.of("systemctl", "start", unit)), START_LIMIT).run();
  }

  /** A property of a unit as systemd spells it, such as {@code Result}. */
  public String property(String unit, String name) {
    return run("systemctl", "show", "--property=" + name, "--value", unit).succeeded().strip();
  }

  /** The processes of a service, as this process sees them; none while it does not run. */
  public List<ProcessHandle> processes(String service) {
    return textOf(path("/sys/fs/cgroup/system.slice/" + service + "/cgroup.procs"))
        .lines()
        .flatMap(number -> ProcessHandle.of(Long.parseLong(number)).stream())
        .toList();
  }

  /** What a unit has said since the boot. */
  public String journal(String unit) {
    return run("journalctl", "--no-pager", "--output=cat", "--unit=" + unit).succeeded();
  }

  @Override
  public void close() {
    leash.close();
    removeControlGroups(group(folder));
    folder.close();
  }

  private boolean isUp() {
    String state = run("systemctl", "is-system-running").output().strip();
    return state.equals("running") || state.equals("degraded");
  }

  /** The process that is number one in a process namespace right below the leash's. */
  private static Optional<Long> firstProcess(long leash) {
    return ProcessHandle.of(leash).stream()
        .flatMap(ProcessHandle::descendants)
        .map(ProcessHandle::pid)
        .filter(candidate -> namespaceDepth(candidate) > namespaceDepth(leash))
        .min(Comparator.comparingInt(SystemdBox::numberInside));
  }

  private static int namespaceDepth(long pid) {
    return numbers(pid).size();
  }

  private static int numberInside(long pid) {
    List<String> numbers = numbers(pid);
    return numbers.isEmpty()
        ? Integer.MAX_VALUE
        : Integer.parseInt(numbers.get(numbers.size() - 1));
  }

  /** The process's number in each of its process namespaces, none if it is gone. */
  private static List<String> numbers(long pid) {
    return textOf(Path.of("/proc/" + pid + "/status"))
        .lines()
        .filter(line -> line.startsWith("NSpid:"))
        .flatMap(line -> Stream.of(line.split("\\s+", -1)).skip(1))
        .toList();
  }

  private static void removeControlGroups(String group) {
    String mount =
        textOf(Path.of("/proc/mounts"))
            .lines()
            .map(line -> line.split(" ", -1))
            .filter(fields -> fields[2].equals("cgroup2"))
            .map(fields -> fields[1])
            .findFirst()
            .orElseThrow(() -> new AssertionError("no cgroup2 is mounted"));
    if (!Files.exists(Path.of(mount, group))) {
      return;
    }
    try (Stream<Path> tree = Files.walk(Path.of(mount, group))) {
      List<Path> deepestFirst =
          tree.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
      for (Path entry : deepestFirst) {
        Files.delete(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String group(TemporaryFolder folder) {
    return String.valueOf(folder.path().getFileName());
  }

  private static String textOf(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      // A process may end between the question whether it exists and the reading.
      return "";
    }
  }
}
