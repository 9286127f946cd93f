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
    restartIfChanged = false;
    serviceConfig = {
      Type = "oneshot";
      User = "postgres";
      Group = "postgres";
      ExecStart = [=collect];
      TimeoutStartSec = "5min";
      StateDirectory = "pgbackrest-metrics";
      ReadWritePaths = [=writePaths];
      # node_exporter reads the file as another user; pgBackRest must take the lock file's state.
      UMask = "0022";
      Nice = 10;
      NoNewPrivileges = true;
      PrivateTmp = true;
      ProtectHome = true;
      ProtectSystem = "strict";
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
