# Written by pgbackrest2nix 0.1.0 from one-host-posix.yaml.
# Do not edit: change one-host-posix.yaml and render again.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  nodeExporter = config.services.prometheus.exporters.node;

  java = "${pkgs.jre_minimal}/bin/java";

  # Reads what pgBackRest reports.
  jar = "${pkgs.pgbackrest-metrics or "/pgbackrest-metrics-is-missing"}/share/java/pgbackrest-metrics.jar";

  # Whoever asks pgBackRest.
  asking = {
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
  assertions = [
    {
      assertion = pkgs ? pgbackrest-metrics;
      message = "one-host-posix.yaml: the runtime jar comes from the package pgbackrest-metrics, which pkgs does not have, so no metrics would be collected: add overlays.default of the flake of pgbackrest2nix to nixpkgs.overlays, or render with --jar copy.";
    }
    {
      assertion = pkgs ? pgbackrest-metrics -> lib.versionAtLeast pkgs.pgbackrest-metrics.version "0.1.0";
      message = "one-host-posix.yaml: pkgs.pgbackrest-metrics is older than the version 0.1.0 that rendered this module, and may not understand its declaration.json: update the input pgbackrest2nix, or render with the version that it has.";
    }
  ];

  # What should be there; the collector reports what is missing from it.
  environment.etc."pgbackrest/declaration.json".source = ./declaration.json;

  systemd.services.pgbackrest-metrics = lib.mkMerge [
    asking
    {
      description = lib.mkDefault "Collect metrics of pgBackRest backups";
      restartIfChanged = false;
      # After each run there is one, also where many end within seconds.
      startLimitIntervalSec = 0;
      serviceConfig = {
        Type = "oneshot";
        ExecStart = "${java} -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xms8m -Xmx64m -jar ${jar} collect --textfile /var/lib/node_exporter/textfile_collector/pgbackrest.prom --state /var/lib/pgbackrest-metrics/state.json --declaration /etc/pgbackrest/declaration.json --timeout 120s --pgbackrest ${lib.getExe pkgs.pgbackrest} --systemd-analyze ${lib.getExe' config.systemd.package "systemd-analyze"}";
        TimeoutStartSec = lib.mkDefault "9min";
        ReadWritePaths = [
          "/var/lib/node_exporter/textfile_collector"
          "/run/pgbackrest"
        ];
        # node_exporter reads the file as another user.
        UMask = "0022";
      };
    }
  ];

  systemd.timers.pgbackrest-metrics = {
    description = lib.mkDefault "Collect metrics of pgBackRest backups";
    wantedBy = [ "timers.target" ];
    timerConfig = {
      OnCalendar = lib.mkDefault "*:0/15";
      # The first values must not wait for the calendar after a boot.
      OnBootSec = lib.mkDefault "2min";
    };
  };

  systemd.tmpfiles.settings.pgbackrest-metrics = {
    "/var/lib/node_exporter/textfile_collector".d = {
      mode = "0755";
      user = "postgres";
      group = "postgres";
    };
  };

  # The condition belongs on the leaf: on exporters.node it would ask for the value it is a part of.
  services.prometheus.exporters.node.extraFlags = lib.mkIf nodeExporter.enable [
    "--collector.textfile.directory=/var/lib/node_exporter/textfile_collector"
  ];
}
