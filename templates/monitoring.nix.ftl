[=header]
{
  config,
  lib,
  pkgs,
  ...
}:

let
  java = "${pkgs.jre_minimal}/bin/java";
in
{
  # What should be there; the collector reports what is missing from it.
  environment.etc."pgbackrest/declaration.json".source = ./declaration.json;

  systemd.services.pgbackrest-metrics = {
    description = "Collect metrics of pgBackRest backups";
<#if credentials>
    wants = [ "pgbackrest-credentials.service" ];
    after = [ "pgbackrest-credentials.service" ];
</#if>
<#if onFailure?has_content>
    onFailure = [=onFailure];
</#if>
    restartIfChanged = false;
    serviceConfig = {
      Type = "oneshot";
      User = "postgres";
      Group = "postgres";
      ExecStart = [=collect];
      TimeoutStartSec = [=timeout];
      StateDirectory = "pgbackrest-metrics";
      ReadWritePaths = [=writePaths];
      # node_exporter reads the file as another user.
      UMask = "0022";
      Nice = 10;
      CPUWeight = 20;
      IOWeight = 20;
      # As for the commands in backup.nix, but for MemoryDenyWriteExecute: a JVM compiles as it runs.
      AmbientCapabilities = "";
      CapabilityBoundingSet = "";
      DevicePolicy = "closed";
<#if withoutMetadataService>
      IPAddressDeny = "169.254.169.254";
</#if>
      KeyringMode = "private";
      LockPersonality = true;
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
      RestrictAddressFamilies = [
        "AF_UNIX"
        "AF_INET"
        "AF_INET6"
      ];
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
  };

  systemd.timers.pgbackrest-metrics = {
    description = "Collect metrics of pgBackRest backups";
    wantedBy = [ "timers.target" ];
    timerConfig = {
      OnCalendar = [=calendar];
      # The first values must not wait for the calendar after a boot.
      OnBootSec = "2min";
    };
  };

  systemd.tmpfiles.settings.pgbackrest-metrics = [=directories];

  services.prometheus.exporters.node.extraFlags =
    lib.mkIf config.services.prometheus.exporters.node.enable [
      [=nodeExporterFlag]
    ];
<#if prometheus>

  services.prometheus.ruleFiles = [ ./alerts.yaml ];
</#if>
}
