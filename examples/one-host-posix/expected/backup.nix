# Written by pgbackrest2nix 0.1.0 from one-host-posix.yaml.
# Do not edit: change one-host-posix.yaml and render again.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.postgresql;

  sandbox = import ./sandbox.nix;

  pgbackrest = lib.getExe pkgs.pgbackrest;
  flock = lib.getExe' pkgs.util-linux "flock";
  systemctl = lib.getExe' config.systemd.package "systemctl";

  # Since NixOS 25.11 the target says that PostgreSQL is ready, its set-up scripts included.
  postgresqlReady =
    if config.systemd.targets ? postgresql then "postgresql.target" else "postgresql.service";

  stanzas.main = {
    option = "--stanza=main";
    dataDir = "/var/lib/postgresql/16";
    # Our own lock, for pgBackRest's makes the second command fail instead of waiting.
    lock = "/run/pgbackrest/main.jobs";
  };

  # What every command of pgBackRest needs. Labels of backups are made of the clock, and object stores
  # refuse requests of a clock that is wrong; without a service that waits for the time the target is
  # reached at once.
  command = {
    after = [
      postgresqlReady
      "time-sync.target"
    ];
    wants = [
      "time-sync.target"
    ];
    serviceConfig = sandbox.pgbackrest // {
      Type = "oneshot";
      User = "postgres";
      Group = "postgres";
      UMask = "0027";
      # The database goes first.
      Nice = lib.mkDefault 10;
      CPUWeight = lib.mkDefault 20;
      IOWeight = lib.mkDefault 20;
      ReadWritePaths = [
        "/run/pgbackrest"
        "/var/log/pgbackrest"
      ];
    };
  };

  # Quietly does nothing where PostgreSQL is stopped, and never starts it: a timer that fires during
  # a restore must not start a half restored cluster. As root ("+"), for the user postgres would ask
  # through D-Bus, and where that does not answer no backup would ever run.
  whilePostgresqlRuns = {
    serviceConfig.ExecCondition = "+${systemctl} is-active --quiet postgresql.service";
  };

  # What a command needs of the repository that it uses; the others may be out of reach.
  repositories = {
    disk = {
      serviceConfig = {
        ReadWritePaths = [ "-/backup/pgbackrest" ];
      };
    };
  };

  # A switch to a new configuration leaves a running one alone: it would be killed, and started again
  # outside of its schedule.
  onSchedule = {
    restartIfChanged = false;
    serviceConfig.ExecStopPost = leaveResult;
  };

  # Tries a backup three times. Restart= would report a failure, and start what follows on one,
  # before the last try, and its limit counts starts on schedule too. After some exit codes trying
  # again is of no use: where the configuration is refused (32), for instance, or where a try took too
  # long (124, 137), which has been waited for.
  backup = command: ''
    status=0
    for try in 1 2 3; do
      if [ "$try" -gt 1 ]; then
        echo "try $try of 3 in 120 seconds" >&2
        sleep 120
      fi
      status=0
      ${command} || status=$?
      case "$status" in
        0 | 25 | 26 | 28 | 29 | 30 | 31 | 32 | 37 | 38 | 40 | 43 | 44 | 45 | 46 | 48 | 51 | 58 | 62 | 67 | 68 | 69 | 70 | 72 | 75 | 76 | 78 | 87 | 88 | 89 | 96 | 106 | 124 | 137) break ;;
      esac
    done
    [ "$status" -eq 0 ] || exit "$status"
  '';

  # A backup writes to one repository only. This starts the runs of a job one after the other and
  # waits; where one fails, the others still run, and the job has failed.
  startEach = units: ''
    status=0
    for unit in ${lib.escapeShellArgs units}; do
      systemctl start "$unit" || status=1
    done
    exit "$status"
  '';

  # Makes up for a run that fell into a time when the host was off.
  timer = {
    wantedBy = [ "timers.target" ];
    timerConfig.Persistent = lib.mkDefault true;
  };

  jobResults = "/var/lib/pgbackrest-jobs";

  # How the last run went, for the metrics: across a reboot, which systemd's own state does not outlive.
  # Nothing where PostgreSQL was stopped, where the run was left out, or where a person stopped it. After
  # a start, as opposed to an end, systemd does not say how it went, for it went well.
  jobResult = pkgs.writeShellScript "pgbackrest-job-result" ''
    last=${jobResults}/"$1"
    case "''${SERVICE_RESULT-success} ''${EXIT_CODE-exited} ''${EXIT_STATUS-0}" in
      "success exited 0") touch "$last.succeeded" && rm -f "$last.failed" ;;
      success* | exec-condition*) ;;
      *) touch "$last.failed" ;;
    esac
  '';

  # As root and outside of the sandbox ("+"): what does not even get its sandbox has failed, too. Where this
  # fails, that is in the journal, but nothing else has failed with it ("-").
  leaveResult = "-+${jobResult} %n";

  # What PostgreSQL fetches WAL with in every recovery. It is installed for all, so that its path holds in every
  # generation of the system: it stays in the data directory, and the store may be collected.
  archiveGet = pkgs.writeShellScriptBin "pgbackrest-archive-get" ''
    PGBACKREST=${pgbackrest}
    ${builtins.readFile ./archive-get.sh}
  '';

  # The restore command, for a person. What it knows of this host, and what it says is left to do.
  restoreFacts = {
    nixosDataDir = if cfg.enable then cfg.dataDir else "";
    notes = "/var/lib/pgbackrest-restore";
    archiveGet = "/run/current-system/sw/bin/pgbackrest-archive-get";
    repositories = [
      {
        key = 1;
        name = "disk";
        directory = "/backup/pgbackrest";
      }
    ];
    stanzas = {
      main = {
        version = "16";
        dataDir = "/var/lib/postgresql/16";
        socketDir = "/run/postgresql";
        port = 5432;
        lock = "/run/pgbackrest/main.jobs";
        programs = "${postgresqlOf "16"}/bin";
        preload = if cfg.enable && cfg.dataDir == "/var/lib/postgresql/16" then preloaded else "";
        settings = { };
        timers = [
          "pgbackrest-full-backup.timer"
          "pgbackrest-incr-backup.timer"
        ];
        drills = [ ];
        stop = [
          "sudo systemctl stop pgbackrest-full-backup.timer pgbackrest-incr-backup.timer"
          "sudo systemctl stop pgbackrest-full-backup.service pgbackrest-incr-backup.service"
          "sudo systemctl stop postgresql.service"
        ];
        start = [
          "sudo mkdir -p /run/systemd/system/postgresql.service.d"
          "printf '[Service]\\nTimeoutStartSec=infinity\\n' | sudo tee /run/systemd/system/postgresql.service.d/restore.conf"
          "sudo systemctl daemon-reload"
          "sudo systemctl start postgresql.service"
          "while systemctl is-active --quiet postgresql.service &&"
          "  [ \"$(sudo -u postgres psql -h /run/postgresql -p 5432 -d postgres -X -Atc 'select pg_is_in_recovery()')\" != f ]; do sleep 5; done"
          "systemctl is-active postgresql.service"
        ];
        verify = [
          "sudo pgbackrest-restore --verify"
          "sudo -u postgres psql -h /run/postgresql -p 5432 -d postgres -X -c '\\l+'"
          "sudo -u postgres pgbackrest --stanza=main check"
        ];
        goBack = [
          "printf \"%s = '%s'\\n\" restore_command '/run/current-system/sw/bin/pgbackrest-archive-get --stanza=main %f \"%p\"' \\"
          "  recovery_target_timeline current recovery_target '' recovery_target_lsn '' recovery_target_name '' recovery_target_time '' recovery_target_xid '' |"
          "  sudo -u postgres tee -a /var/lib/postgresql/16/postgresql.auto.conf"
          "sudo -u postgres touch /var/lib/postgresql/16/recovery.signal"
        ];
        full = [ "sudo systemctl start pgbackrest-full-backup.service" ];
        resume = [
          "sudo systemctl start pgbackrest-full-backup.timer pgbackrest-incr-backup.timer"
          "sudo rm -f /run/systemd/system/postgresql.service.d/restore.conf"
          "sudo systemctl daemon-reload"
        ];
      };
    };
  };

  restorePrograms = [
    pkgs.coreutils
    pkgs.gnused
    pkgs.jq
    pkgs.pgbackrest
    config.systemd.package
    pkgs.util-linux
  ]
  ++ map (stanza: postgresqlOf stanza.version) (lib.attrValues restoreFacts.stanzas);

  # Programs of a cluster's own version, with its extensions where it is this host's.
  postgresqlOf =
    version:
    if cfg.enable && cfg.package.psqlSchema == version then
      cfg.finalPackage or cfg.package
    else
      pkgs."postgresql_${version}";

  # What the data may not be readable without.
  preloaded =
    let
      libraries = cfg.settings.shared_preload_libraries or null;
    in
    if libraries == null then "" else lib.concatStringsSep "," (lib.toList libraries);

  # What runs beside the cluster, as postgres, when a person asks for it.
  besideServer = pkgs.writeShellScript "pgbackrest-beside" (builtins.readFile ./beside-server.sh);

  restoreCommand = pkgs.writeShellScriptBin "pgbackrest-restore" ''
    # Whatever the PATH of whoever calls it.
    export PATH=${lib.makeBinPath restorePrograms}
    # shellcheck disable=SC2016  # what looks like shell in it is for a person to type
    RESTORE_FACTS=${lib.escapeShellArg (builtins.toJSON restoreFacts)}
    ${builtins.readFile ./make-directory.sh}
    ${builtins.readFile ./wal.sh}
    BESIDE_SERVER=${besideServer}
    ${builtins.readFile ./beside.sh}
    ${builtins.readFile ./tablespaces.sh}
    ${builtins.readFile ./restore.sh}
  '';
in
{
  environment.systemPackages = [
    pkgs.pgbackrest
    archiveGet
    restoreCommand
  ];

  # The default place: archive_command, the services below and a person's own pgbackrest all read it,
  # and conf.d beside it. With --config or PGBACKREST_CONFIG they would not read conf.d.
  environment.etc."pgbackrest/pgbackrest.conf".source = ./pgbackrest.conf;

  systemd.tmpfiles.settings.pgbackrest = {
    "/run/pgbackrest".d = {
      mode = "0750";
      user = "postgres";
      group = "postgres";
    };
    "/var/log/pgbackrest".d = {
      mode = "0750";
      user = "postgres";
      group = "postgres";
    };
    "/backup/pgbackrest".d = {
      mode = "0750";
      user = "postgres";
      group = "postgres";
    };
  };
  systemd.tmpfiles.settings.pgbackrest-jobs.${jobResults}.d = {
    mode = "0755";
    user = "root";
    group = "root";
  };

  services.logrotate.settings.pgbackrest = {
    files = "/var/log/pgbackrest/*.log";
    su = "postgres postgres";
    frequency = lib.mkDefault "weekly";
    rotate = lib.mkDefault 8;
    compress = lib.mkDefault true;
    missingok = true;
    notifempty = true;
  };

  # Idempotent. Never a stanza-upgrade: that would bless an empty or wrong cluster, whose backups
  # would in time expire the good ones.
  systemd.services.pgbackrest-stanza-create = lib.mkMerge [
    command
    whilePostgresqlRuns
    repositories.disk
    {
      description = lib.mkDefault "Create the pgBackRest stanza main in every repository";
      wantedBy = [ "multi-user.target" ];
      # Runs again after a change: a new repository needs it before its first backup.
      restartTriggers = [ ./pgbackrest.conf ];
      serviceConfig = {
        RemainAfterExit = true;
        TimeoutStartSec = lib.mkDefault "15min";
      };
      script = ''
        # pgBackRest creates the stanza in one repository after the other. After a disaster that would
        # give an empty repository to an empty cluster before the one with the backups is looked at.
        ours="$(od -An -t u8 -N 8 ${lib.escapeShellArg stanzas.main.dataDir}/global/pg_control | tr -d ' ')"
        known="$(${pgbackrest} ${stanzas.main.option} --output=json info)"
        status=0
        if echo "$known" | grep -q '"code":99'; then
          echo "A repository does not answer; nothing was created, and what exists is left as it is." >&2
          exit 1
        fi
        for repository in $(echo "$known" | grep -o '"repo-key":[0-9]*,"system-id"' | sort -u); do
          echo "$known" | grep -q "$repository:$ours," || status=28
        done
        # Archiving that fails holds a lock for as long as it tries, and pgBackRest does not wait for it
        # (50): the very repository that it fails for may be the one to be created.
        for try in 1 2 3 4 5 6; do
          if [ "$status" -eq 28 ]; then
            break
          fi
          if [ "$try" -gt 1 ]; then
            echo "try $try of 6 in 10 seconds" >&2
            sleep 10
          fi
          status=0
          ${flock} --exclusive --timeout 300 ${stanzas.main.lock} \
            ${pgbackrest} ${stanzas.main.option} --log-level-console=info stanza-create || status=$?
          if [ "$status" -ne 50 ]; then
            break
          fi
        done
        if [ "$status" -eq 28 ]; then
          echo "A repository of this stanza belongs to another PostgreSQL cluster than the one that runs." >&2
          echo "Nothing was changed. After an upgrade of PostgreSQL, and only then:" >&2
          echo "  sudo -u postgres pgbackrest ${stanzas.main.option} stanza-upgrade" >&2
          echo "Otherwise this is the wrong data directory, or an empty one: see RUNBOOK.md, Restore." >&2
        fi
        exit "$status"
      '';
    }
  ];

  systemd.services.pgbackrest-full-backup = lib.mkMerge [
    command
    whilePostgresqlRuns
    onSchedule
    repositories.disk
    {
      description = lib.mkDefault "pgBackRest full backup of stanza main to disk (repo1)";
      # Again where it has failed, for instance since the host booted without a secret.
      wants = [ "pgbackrest-stanza-create.service" ];
      after = [ "pgbackrest-stanza-create.service" ];
      onSuccess = [ "pgbackrest-metrics.service" ];
      script = backup "${flock} --exclusive --timeout 3600 --conflict-exit-code 75 ${stanzas.main.lock} timeout --kill-after=60 86400 ${pgbackrest} ${stanzas.main.option} --repo=1 --type=full --log-level-console=info backup";
      serviceConfig.TimeoutStartSec = lib.mkDefault "4506min";
    }
  ];

  systemd.services.pgbackrest-incr-backup = lib.mkMerge [
    command
    whilePostgresqlRuns
    onSchedule
    repositories.disk
    {
      description = lib.mkDefault "pgBackRest incr backup of stanza main to disk (repo1)";
      # Again where it has failed, for instance since the host booted without a secret.
      wants = [ "pgbackrest-stanza-create.service" ];
      after = [ "pgbackrest-stanza-create.service" ];
      onSuccess = [ "pgbackrest-metrics.service" ];
      script = backup "${flock} --exclusive --timeout 3600 --conflict-exit-code 75 ${stanzas.main.lock} timeout --kill-after=60 21600 ${pgbackrest} ${stanzas.main.option} --repo=1 --type=incr --log-level-console=info backup";
      serviceConfig.TimeoutStartSec = lib.mkDefault "1266min";
    }
  ];

  systemd.timers.pgbackrest-full-backup = lib.mkMerge [
    timer
    {
      description = lib.mkDefault "pgBackRest full backup of stanza main";
      timerConfig.OnCalendar = lib.mkDefault "Sun 03:00";
    }
  ];

  systemd.timers.pgbackrest-incr-backup = lib.mkMerge [
    timer
    {
      description = lib.mkDefault "pgBackRest incr backup of stanza main";
      timerConfig.OnCalendar = lib.mkDefault "Mon..Sat 03:00";
    }
  ];
}
