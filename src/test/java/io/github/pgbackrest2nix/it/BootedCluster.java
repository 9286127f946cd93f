package io.github.pgbackrest2nix.it;

import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.RenderedUnits;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The cluster of a booted host, and the service that runs it. */
record BootedCluster(SystemdBox box, int major) {
  private static final String PRE_START = "/usr/local/bin/postgresql-pre-start";

  static BootedCluster of(SystemdBox box, DebianRoot root) {
    return new BootedCluster(box, root.postgresqlMajor());
  }

  String dataDir() {
    return "/var/lib/postgresql/" + major + "/main";
  }

  /** The command that makes an empty cluster, for postgres to run. */
  List<String> initdb() {
    return List.of(
        "/usr/lib/postgresql/" + major + "/bin/initdb",
        "--no-sync",
        "--auth=peer",
        "--pgdata=" + dataDir());
  }

  /** Makes an empty cluster where there is none. */
  void create() {
    box.run("install", "-d", "-o", "postgres", "-m", "0700", dataDir()).succeeded();
    box.runAs("postgres", initdb()).succeeded();
  }

  /** What NixOS would write into postgresql.conf. */
  void configure(RenderedUnits units) {
    String settings =
        ((Map<?, ?>) units.definition("services", "postgresql", "settings"))
            .entrySet().stream()
                .map(entry -> "%s = '%s'\n".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
    box.write(
        dataDir() + "/postgresql.auto.conf",
        settings + "listen_addresses = ''\nunix_socket_directories = '/run/postgresql'\n");
  }

  /** As hardened as NixOS has it, with what the module adds; its first script is written. */
  String service(RenderedUnits units) {
    Object script = units.definition("systemd", "services", "postgresql", "preStart");
    box.write(PRE_START, "#!/bin/bash\nset -e\n" + script);
    box.run("chmod", "0755", PRE_START).succeeded();
    Map<?, ?> added =
        (Map<?, ?>) units.definition("systemd", "services", "postgresql", "serviceConfig");
    String settings =
        added.entrySet().stream()
            .filter(setting -> !setting.getKey().equals("ExecStartPre"))
            .flatMap(
                setting ->
                    (setting.getValue() instanceof List<?> list
                            ? list.stream()
                            : Stream.of(setting.getValue()))
                        .map(value -> setting.getKey() + "=" + value + "\n"))
            .sorted()
            .collect(Collectors.joining());
    // No person stops and starts it as fast as a test.
    return """
    [Unit]
    StartLimitIntervalSec=0

    [Service]
    Type=notify
    User=postgres
    Group=postgres
    RuntimeDirectory=postgresql
    ExecStartPre=%3$s
    ExecStart=/usr/lib/postgresql/%1$d/bin/postgres -D %2$s
    KillSignal=SIGINT
    KillMode=mixed
    TimeoutSec=120
    UMask=0027
    CapabilityBoundingSet=
    DevicePolicy=closed
    LockPersonality=true
    MemoryDenyWriteExecute=true
    NoNewPrivileges=true
    PrivateDevices=true
    PrivateMounts=true
    PrivateTmp=true
    ProcSubset=pid
    ProtectClock=true
    ProtectControlGroups=true
    ProtectHome=true
    ProtectHostname=true
    ProtectKernelLogs=true
    ProtectKernelModules=true
    ProtectKernelTunables=true
    ProtectProc=invisible
    ProtectSystem=strict
    RemoveIPC=true
    RestrictAddressFamilies=AF_INET AF_INET6 AF_NETLINK AF_UNIX
    RestrictNamespaces=true
    RestrictRealtime=true
    RestrictSUIDSGID=true
    SystemCallArchitectures=native
    SystemCallFilter=@system-service
    SystemCallFilter=~@privileged @resources
    ReadWritePaths=%2$s
    """
            .formatted(major(), dataDir(), PRE_START)
        + settings;
  }
}
