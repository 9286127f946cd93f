[=header]
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.postgresql;

  sandbox = import ./sandbox.nix;

  # Since NixOS 25.11 the target says that PostgreSQL is ready, its set-up scripts included.
  postgresqlReady =
    if config.systemd.targets ? postgresql then "postgresql.target" else "postgresql.service";

  bootstrap = pkgs.writeShellScript "pgbackrest-bootstrap" (
    builtins.readFile ./make-directory.sh
    + builtins.readFile ./wal.sh
    + builtins.readFile ./bootstrap.sh
  );

  # Of both services.
  service = {
<#if onFailure?has_content>
    onFailure = [=onFailure];
</#if>
    # A switch to a new configuration leaves a restore and the backups after it alone.
    restartIfChanged = false;
    environment = [=environment];
    path = [
      (cfg.finalPackage or cfg.package)
      pkgs.pgbackrest
      pkgs.jq
      pkgs.util-linux
    ];
    serviceConfig = sandbox.pgbackrest // {
      Type = "oneshot";
      User = "postgres";
      Group = "postgres";
      UMask = "0077";
      StateDirectory = [=state];
      StateDirectoryMode = "0750";
      PrivateIPC = true;
    };
  };
in
{
  config = lib.mkIf (cfg.enable && cfg.dataDir == [=dataDir]) {
    # Every start of PostgreSQL asks for it, and waits. Where it fails PostgreSQL does not start: it would
    # create an empty cluster in the empty directory. Hence no RemainAfterExit, and no limit of starts: it has to
    # look again each time.
    systemd.services.[=unit] = lib.mkMerge [
      service
      {
        description = lib.mkDefault [=description];
        requiredBy = [ "postgresql.service" ];
        before = [ "postgresql.service" ];
<#if credentials>
        wants = [ "pgbackrest-credentials.service" ];
        after = [ "pgbackrest-credentials.service" ];
</#if>
        startLimitIntervalSec = 0;
        # Where the directory is missing since its file system is, nothing is restored beside it.
        unitConfig.RequiresMountsFor = [=mountsFor];
        serviceConfig = {
          # As root. The mounts and the network that repositories need are not in "after": with nothing to
          # restore, the database would wait for a file server that is down.
          ExecStartPre = "+${bootstrap} prepare";
          ExecStart = "${bootstrap} restore";
          ReadWritePaths = [=writePaths];
          TimeoutStartSec = lib.mkDefault [=timeout];
        };
      }
    ];

    # Afterwards PostgreSQL is on a new timeline; a full backup to every repository makes the next restore
    # simple. Each repository that waits for one has a marker, and this runs at each start of PostgreSQL until
    # none is left.
    systemd.services.[=backupUnit] = lib.mkMerge [
      service
      {
        description = lib.mkDefault [=backupDescription];
        wantedBy = [ "postgresql.service" ];
        # Not where PostgreSQL did not start, and no longer than it runs.
        requisite = [ "postgresql.service" ];
        # Stopping it stops what it has started, and itself first: it would start the next one.
        after =
          lib.unique [
            postgresqlReady
            "postgresql.service"
          ]
          ++ [=fulls];
        unitConfig = {
          ConditionPathExistsGlob = [=pending];
          PropagatesStopTo = [=fulls];
        };
        serviceConfig = {
          ExecStart = [
            "${bootstrap} await"
            "+${bootstrap} start"
            "${bootstrap} confirm"
          ];
          # Where WAL is missing: whoever uses the database would go on from the past.
          ExecStopPost = "+${bootstrap} halt";
          ReadWritePaths = [=shared];
          # Every run has a limit of its own, and recovery takes as long as there is WAL.
          TimeoutStartSec = "infinity";
        };
      }
    ];

    # NixOS gives PostgreSQL two minutes (TimeoutSec, which this goes before), and it is ready only when enough
    # WAL has been replayed. One that was killed meanwhile would begin anew.
    systemd.services.postgresql.serviceConfig.TimeoutStartSec = lib.mkDefault "infinity";
  };
}
