# Written by pgbackrest2nix 0.1.0 from s3-encrypted.yaml.
# Do not edit: change s3-encrypted.yaml and render again.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  # What it takes to serve, too.
  jre = pkgs.jre_minimal.override {
    modules = [
      "java.base"
      "jdk.httpserver"
    ];
  };
  java = "${jre}/bin/java";

  # Reads what pgBackRest reports.
  jar = ./pgbackrest-metrics.jar;

  # Whoever asks pgBackRest.
  asking = {
    wants = [ "pgbackrest-credentials.service" ];
    after = [ "pgbackrest-credentials.service" ];
    onFailure = [ "notify-admin@%n.service" ];
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
  # What should be there; the collector reports what is missing from it.
  environment.etc."pgbackrest/declaration.json".source = ./declaration.json;

  systemd.services.pgbackrest-metrics-server = lib.mkMerge [
    asking
    {
      description = lib.mkDefault "Serve metrics of pgBackRest backups";
      wantedBy = [ "multi-user.target" ];
      restartTriggers = [
        ./declaration.json
        ./pgbackrest.conf
      ];
      # What fails at once does so because of a mistake that no further try undoes.
      startLimitBurst = 5;
      startLimitIntervalSec = 600;
      serviceConfig = {
        Type = "exec";
        ExecStart = "${java} -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xms8m -Xmx64m -jar ${jar} serve --listen 127.0.0.1:9854 --state /var/lib/pgbackrest-metrics/serve.json --declaration /etc/pgbackrest/declaration.json --timeout 120s --pgbackrest ${lib.getExe pkgs.pgbackrest} --systemd-analyze ${lib.getExe' config.systemd.package "systemd-analyze"}";
        Restart = "on-failure";
        RestartSec = lib.mkDefault "30s";
        ReadWritePaths = [ "/run/pgbackrest" ];
        UMask = "0077";
      };
    }
  ];
}
