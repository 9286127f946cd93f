# Written by pgbackrest2nix 0.1.0 from bootstrap.yaml.
# Do not edit: change bootstrap.yaml and render again.
# No module: what systemd keeps from the services, for those that set them.

let
  # What no service can do without: everything but the files that it writes is out of reach.
  closed = {
    AmbientCapabilities = "";
    CapabilityBoundingSet = "";
    DevicePolicy = "closed";
    KeyringMode = "private";
    LockPersonality = true;
    MemoryDenyWriteExecute = true;
    NoNewPrivileges = true;
    PrivateDevices = true;
    PrivateMounts = true;
    PrivateTmp = true;
    ProcSubset = "pid";
    ProtectClock = true;
    ProtectControlGroups = true;
    ProtectHome = true;
    ProtectHostname = true;
    ProtectKernelLogs = true;
    ProtectKernelModules = true;
    ProtectKernelTunables = true;
    ProtectProc = "invisible";
    ProtectSystem = "strict";
    RestrictNamespaces = true;
    RestrictRealtime = true;
    RestrictSUIDSGID = true;
    SystemCallArchitectures = "native";
    SystemCallErrorNumber = "EPERM";
    SystemCallFilter = [
      "@system-service"
      "~@privileged @resources"
    ];
  };

  # Of a service that runs pgBackRest, which talks to PostgreSQL and to repositories.
  pgbackrest = closed // {
    RestrictAddressFamilies = [
      "AF_UNIX"
      "AF_INET"
      "AF_INET6"
    ];
    # The metadata service of a cloud, which would hand out other credentials.
    IPAddressDeny = "169.254.169.254";
  };
in
{
  inherit closed pgbackrest;

  # Of one that runs Java, too: a JVM compiles as it runs.
  java = removeAttrs pgbackrest [ "MemoryDenyWriteExecute" ];
}
