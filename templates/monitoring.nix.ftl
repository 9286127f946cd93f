[=header]
{
  config,
  lib,
  pkgs,
  ...
}:

let
<#if collector?has_content>
  nodeExporter = config.services.prometheus.exporters.node;

</#if>
<#if server?has_content>
  # What it takes to serve, too.
<#if server.webConfig>
  # The elliptic curves of TLS had a module of their own before Java 22.
</#if>
  jre = pkgs.jre_minimal.override {
    modules = [
      "java.base"
      "jdk.httpserver"
<#if server.webConfig>
    ]
    ++ lib.optional (lib.versionOlder pkgs.jre_minimal.version "22") "jdk.crypto.ec";
<#else>
    ];
</#if>
  };
  java = "${jre}/bin/java";
<#else>
  java = "${pkgs.jre_minimal}/bin/java";
</#if>

  # Reads what pgBackRest reports.
  jar = [=jar];

  # Whoever asks pgBackRest.
  asking = {
<#if credentials>
    wants = [ "pgbackrest-credentials.service" ];
    after = [ "pgbackrest-credentials.service" ];
</#if>
<#if onFailure?has_content>
    onFailure = [=onFailure];
</#if>
    serviceConfig = (import ./sandbox.nix).java // {
      User = "postgres";
      Group = "postgres";
      StateDirectory = "pgbackrest-metrics";
      Nice = lib.mkDefault 10;
      CPUWeight = lib.mkDefault 20;
      IOWeight = lib.mkDefault 20;
    };
  };
in
{
<#if assertions?has_content>
  assertions = [
<#list assertions as each>
    {
      assertion = [=each.condition];
      message = [=each.message];
    }
</#list>
  ];

</#if>
  # What should be there; the collector reports what is missing from it.
  environment.etc."pgbackrest/declaration.json".source = ./declaration.json;
<#if collector?has_content>

  systemd.services.pgbackrest-metrics = lib.mkMerge [
    asking
    {
      description = lib.mkDefault "Collect metrics of pgBackRest backups";
      restartIfChanged = false;
      # After each run there is one, also where many end within seconds.
      startLimitIntervalSec = 0;
      serviceConfig = {
        Type = "oneshot";
        ExecStart = [=collector.command];
        TimeoutStartSec = lib.mkDefault [=collector.timeout];
        ReadWritePaths = [=collector.writePaths];
        # node_exporter reads the file as another user.
        UMask = "0022";
      };
    }
  ];

  systemd.timers.pgbackrest-metrics = {
    description = lib.mkDefault "Collect metrics of pgBackRest backups";
    wantedBy = [ "timers.target" ];
    timerConfig = {
      OnCalendar = lib.mkDefault [=collector.calendar];
      # The first values must not wait for the calendar after a boot.
      OnBootSec = lib.mkDefault "2min";
    };
  };

  systemd.tmpfiles.settings.pgbackrest-metrics = [=collector.directories];

  # The condition belongs on the leaf: on exporters.node it would ask for the value it is a part of.
  services.prometheus.exporters.node.extraFlags = lib.mkIf nodeExporter.enable [
    [=collector.nodeExporterFlag]
  ];
</#if>
<#if server?has_content>

  systemd.services.pgbackrest-metrics-server = lib.mkMerge [
    asking
    {
      description = lib.mkDefault "Serve metrics of pgBackRest backups";
      wantedBy = [ "multi-user.target" ];
<#if server.reachable>
      # Until then there may not be the address.
      wants = [ "network-online.target" ];
      after = [ "network-online.target" ];
</#if>
      restartTriggers = [
        ./declaration.json
        ./pgbackrest.conf
      ];
      # What fails at once does so because of a mistake that no further try undoes.
      startLimitBurst = 5;
      startLimitIntervalSec = 600;
      serviceConfig = {
        Type = "exec";
        ExecStart = [=server.command];
        Restart = "on-failure";
        RestartSec = lib.mkDefault "30s";
        ReadWritePaths = [=server.writePaths];
        UMask = "0077";
      };
    }
  ];
</#if>
<#if prometheus>

  services.prometheus.ruleFiles = [ ./alerts.yaml ];
</#if>
}
