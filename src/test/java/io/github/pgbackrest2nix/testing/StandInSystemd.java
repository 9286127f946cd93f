package io.github.pgbackrest2nix.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A rendered host on a machine without systemd or NixOS: files, folders and store paths are where
 * the module wants them, and a stand-in for {@code systemctl} runs the rendered commands of a unit
 * as the unit's user. There are no sandboxes, and nothing happens on its own.
 */
public record StandInSystemd(Machine machine) {
  private static final String UNITS = "/units/";
  private static final String SLEEPS = UNITS + "sleeps";
  // First in the machine's PATH.
  private static final String PROGRAMS = "/usr/local/sbin/";

  private static final List<String> COMMANDS =
      List.of(
          "ExecCondition",
          "ExecStartPre",
          "ExecStart",
          "ExecStartPost",
          "ExecStopPost",
          "LoadCredential");
  // What would change how a unit ends, and is not served: such a unit is there, and always fails.
  private static final Set<String> NOT_SERVED =
      Set.of("SuccessExitStatus", "Environment", "Restart");

  /** Installs everything; PostgreSQL is the cluster, which need not exist yet. */
  public static StandInSystemd install(Machine machine, RenderedHost host, PostgresPlace postgres) {
    var systemd = new StandInSystemd(machine);
    List.of("systemctl", "sudo", "sleep", "nsenter").forEach(systemd::installProgram);
    machine.write(SLEEPS, "");
    machine.run("chmod", "0666", SLEEPS).succeeded();
    machine.write(
        UNITS + "postgresql.service/pg_ctl",
        postgres.program("pg_ctl") + "\n" + postgres.dataFolder() + "\n");
    host.timers().forEach(timer -> systemd.mkdir(UNITS + timer));
    host.services().forEach(systemd::installService);
    host.folders().forEach(systemd::makeFolder);
    host.etc().forEach(systemd::installConfiguration);
    systemd.installStore(host);
    return systemd;
  }

  /** Where the machine has a PostgreSQL cluster. */
  public record PostgresPlace(int major, String dataFolder) {
    String program(String name) {
      return "/usr/lib/postgresql/" + major + "/bin/" + name;
    }
  }

  /** Starts a unit and waits for its end. */
  public Outcome start(String unit) {
    return machine.run("systemctl", "start", unit);
  }

  /** The status with which the unit's last start ended, where it was not skipped. */
  public int statusOf(String unit) {
    return Integer.parseInt(machine.read(UNITS + unit + "/status").strip());
  }

  /** Does what a runbook says, as root; ends at the first command that fails. */
  public Outcome type(String commands) {
    return machine.run("bash", "-e", "-c", commands);
  }

  /** For how long somebody wanted to sleep since the last question. */
  public List<String> sleeps() {
    List<String> sleeps = machine.read(SLEEPS).lines().toList();
    machine.write(SLEEPS, "");
    return sleeps;
  }

  private void installProgram(String name) {
    String resource = "/stand-in/" + name;
    try (InputStream text =
        Objects.requireNonNull(StandInSystemd.class.getResourceAsStream(resource), resource)) {
      writeProgram(PROGRAMS + name, new String(text.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void installService(RenderedUnit unit) {
    String folder = UNITS + unit.name() + "/";
    List<String> user = unit.lines("User");
    machine.write(folder + "user", (user.isEmpty() ? "root" : user.get(0)) + "\n");
    boolean served = unit.settings().keySet().stream().noneMatch(NOT_SERVED::contains);
    COMMANDS.forEach(
        setting -> writeLines(folder + setting, served ? unit.lines(setting) : List.of()));
    if (!served) {
      writeLines(folder + "ExecStart", List.of("/bin/false"));
    } else if (unit.script().isPresent()) {
      // As NixOS does.
      writeProgram(folder + "script", "#!/bin/bash\nset -e\n\n" + unit.script().get());
      writeLines(folder + "ExecStart", List.of(folder + "script"));
    }
    if (unit.lines("RemainAfterExit").equals(List.of("true"))) {
      machine.write(folder + "RemainAfterExit", "");
    }
    unit.lines("StateDirectory")
        .forEach(name -> makeFolder("/var/lib/" + name, user.get(0), user.get(0), "0755"));
  }

  private void installConfiguration(String place, String source) {
    if (source.startsWith("/run/")) {
      mkdir(place.substring(0, place.lastIndexOf('/')));
      machine.run("ln", "-sfn", source, place).succeeded();
      return;
    }
    try {
      machine.write(place, Files.readString(Path.of(source)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void installStore(RenderedHost host) {
    host.scripts().forEach(this::writeProgram);
    mkdir(RenderedUnits.SYSTEM_COMMANDS);
    host.scripts().keySet().stream()
        .filter(script -> script.contains("/bin/"))
        .forEach(
            script -> machine.run("ln", "-sfn", script, RenderedUnits.SYSTEM_COMMANDS).succeeded());
    for (String program : host.storePrograms()) {
      mkdir(program.substring(0, program.lastIndexOf('/')));
      String name = program.substring(program.lastIndexOf('/') + 1);
      machine.run("ln", "-s", programOf(name), program).succeeded();
    }
    for (String jar : host.storeJars()) {
      try {
        Files.copy(RenderedHost.exporterJar(), machine.path(jar));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private String programOf(String name) {
    String ours = System.getProperty("java.home") + "/bin/java";
    if (name.equals("java") && Files.isExecutable(machine.path(ours))) {
      return ours;
    }
    return machine.run("sh", "-c", "command -v \"$1\"", "sh", name).succeeded().strip();
  }

  private void makeFolder(String path, Map<?, ?> properties) {
    makeFolder(
        path,
        "" + properties.get("user"),
        "" + properties.get("group"),
        "" + properties.get("mode"));
  }

  private void makeFolder(String path, String user, String group, String mode) {
    machine.run("install", "-d", "-o", user, "-g", group, "-m", mode, path).succeeded();
  }

  private void mkdir(String path) {
    machine.run("mkdir", "-p", path).succeeded();
  }

  private void writeProgram(String place, String text) {
    machine.write(place, text);
    machine.run("chmod", "0755", place).succeeded();
  }

  private void writeLines(String place, List<String> lines) {
    machine.write(place, String.join("\n", lines) + (lines.isEmpty() ? "" : "\n"));
  }
}
