# Written by pgbackrest2nix 0.1.0 from bootstrap.yaml.
# Do not edit: change bootstrap.yaml and render again.
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
    # A switch to a new configuration leaves a restore and the backups after it alone.
    restartIfChanged = false;
    environment = {
      STANZA = "main";
      VERSION = "17";
      DATA = "/var/lib/postgresql/17";
      SOCKET = "/run/postgresql";
      PORT = "5432";
      IN_PROGRESS = "/var/lib/pgbackrest-bootstrap/main.in-progress";
      RESTORED = "/var/lib/pgbackrest-bootstrap/main.restored";
      EXPECTED = "/var/lib/pgbackrest-bootstrap/main.expected";
      INCOMPLETE = "/var/lib/pgbackrest-bootstrap/main.incomplete";
      PENDING = "/var/lib/pgbackrest-bootstrap/main.full-pending.repo";
      REPOSITORIES = "1 2";
      ARCHIVE_GET = "/run/current-system/sw/bin/pgbackrest-archive-get";
      NEEDED = "mnt-nas\\x2dbackup.mount network-online.target";
      MOUNT_1 = "/mnt/nas-backup";
      FULL_1 = "pgbackrest-full-backup-nas.service";
      FULL_2 = "pgbackrest-full-backup-offsite.service";
    };
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
      StateDirectory = "pgbackrest-bootstrap";
      StateDirectoryMode = "0750";
      PrivateIPC = true;
    };
  };
in
{
  config = lib.mkIf (cfg.enable && cfg.dataDir == "/var/lib/postgresql/17") {
    # Every start of PostgreSQL asks for it, and waits. Where it fails PostgreSQL does not start: it would
    # create an empty cluster in the empty directory. Hence no RemainAfterExit, and no limit of starts: it has to
    # look again each time.
    systemd.services.pgbackrest-bootstrap = lib.mkMerge [
      service
      {
        description = lib.mkDefault "Restore stanza main into an empty data directory";
        requiredBy = [ "postgresql.service" ];
        before = [ "postgresql.service" ];
        wants = [ "pgbackrest-credentials.service" ];
        after = [ "pgbackrest-credentials.service" ];
        startLimitIntervalSec = 0;
        # Where the directory is missing since its file system is, nothing is restored beside it.
        unitConfig.RequiresMountsFor = [ "/var/lib/postgresql/17" ];
        serviceConfig = {
          # As root. The mounts and the network that repositories need are not in "after": with nothing to
          # restore, the database would wait for a file server that is down.
          ExecStartPre = "+${bootstrap} prepare";
          ExecStart = "${bootstrap} restore";
          ReadWritePaths = [
            "/run/pgbackrest"
            "/var/log/pgbackrest"
            "/var/spool/pgbackrest"
            "-/var/lib/postgresql/17"
          ];
          TimeoutStartSec = lib.mkDefault "24h";
        };
      }
    ];

    # Afterwards PostgreSQL is on a new timeline; a full backup to every repository makes the next restore
    # simple. Each repository that waits for one has a marker, and this runs at each start of PostgreSQL until
    # none is left.
    systemd.services.pgbackrest-bootstrap-backup = lib.mkMerge [
      service
      {
        description = lib.mkDefault "Back up stanza main anew after the restore of an empty data directory";
        wantedBy = [ "postgresql.service" ];
        # Not where PostgreSQL did not start, and no longer than it runs.
        requisite = [ "postgresql.service" ];
        # Stopping it stops what it has started, and itself first: it would start the next one.
        after =
          lib.unique [
            postgresqlReady
            "postgresql.service"
          ]
          ++ [
            "pgbackrest-full-backup-nas.service"
            "pgbackrest-full-backup-offsite.service"
          ];
        unitConfig = {
          ConditionPathExistsGlob = "/var/lib/pgbackrest-bootstrap/main.full-pending.repo*";
          PropagatesStopTo = [
            "pgbackrest-full-backup-nas.service"
            "pgbackrest-full-backup-offsite.service"
          ];
        };
        serviceConfig = {
          ExecStart = [
            "${bootstrap} await"
            "+${bootstrap} start"
            "${bootstrap} confirm"
          ];
          # Where WAL is missing: whoever uses the database would go on from the past.
          ExecStopPost = "+${bootstrap} halt";
          ReadWritePaths = [
            "/run/pgbackrest"
            "/var/log/pgbackrest"
            "/var/spool/pgbackrest"
          ];
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
