# Written by pgbackrest2nix 0.1.0 from metered-offsite.yaml.
# Do not edit: change metered-offsite.yaml and render again.
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
  mountpoint = lib.getExe' pkgs.util-linux "mountpoint";
  nsenter = lib.getExe' pkgs.util-linux "nsenter";
  systemctl = lib.getExe' config.systemd.package "systemctl";

  # Since NixOS 25.11 the target says that PostgreSQL is ready, its set-up scripts included.
  postgresqlReady =
    if config.systemd.targets ? postgresql then "postgresql.target" else "postgresql.service";

  # Which secret option comes out of which file, and of which variable where it is an environment
  # file.
  secrets = [
    {
      option = "repo2-cipher-pass";
      credential = "secret1";
      variable = "";
      place = "/run/secrets/offsite-passphrase";
    }
    {
      option = "repo2-s3-key";
      credential = "secret2";
      variable = "AWS_ACCESS_KEY_ID";
      place = "AWS_ACCESS_KEY_ID in /run/secrets/offsite.env";
    }
    {
      option = "repo2-s3-key-secret";
      credential = "secret2";
      variable = "AWS_SECRET_ACCESS_KEY";
      place = "AWS_SECRET_ACCESS_KEY in /run/secrets/offsite.env";
    }
  ];

  # A call of the function that the script below defines.
  addSecret =
    secret:
    lib.escapeShellArgs [
      "add"
      secret.option
      secret.credential
      secret.variable
      secret.place
    ];

  stanzas.main = {
    option = "--stanza=main";
    dataDir = "/var/lib/postgresql/17";
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
      "pgbackrest-credentials.service"
    ];
    wants = [
      "time-sync.target"
      # Not "requires": new credentials would stop a running backup. Where they are missing, pgBackRest
      # fails and says so.
      "pgbackrest-credentials.service"
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
        "/var/spool/pgbackrest"
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
  # The mount is looked at in the host's own view of the file system: in the service's, each of the
  # ReadWritePaths is a mount. An Assert in the unit would leave the run out without a failed unit that
  # anybody could see.
  repositories = {
    disk = {
      wants = [ "srv-backup.mount" ];
      after = [ "srv-backup.mount" ];
      serviceConfig = {
        ExecStartPre = [ "+${nsenter} --target 1 --mount -- ${mountpoint} /srv/backup" ];
        ReadWritePaths = [ "-/srv/backup/pgbackrest" ];
      };
    };
    offsite = {
      wants = [ "network-online.target" ];
      after = [ "network-online.target" ];
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

  # Makes a repository's directory on its mount; an existing one is left as it is.
  makeDirectory =
    directory:
    pkgs.writeShellScript "pgbackrest-repository" ''
      ${builtins.readFile ./make-directory.sh}
      directory=${lib.escapeShellArg directory}
      test -d "$directory" || make_directory "$directory" 0750
    '';

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
        mount = "/srv/backup";
        directory = "/srv/backup/pgbackrest";
      }
      {
        key = 2;
        name = "offsite";
      }
    ];
    stanzas = {
      main = {
        version = "17";
        dataDir = "/var/lib/postgresql/17";
        socketDir = "/run/postgresql";
        port = 5432;
        lock = "/run/pgbackrest/main.jobs";
        programs = "${postgresqlOf "17"}/bin";
        preload = if cfg.enable && cfg.dataDir == "/var/lib/postgresql/17" then preloaded else "";
        settings = { };
        timers = [
          "pgbackrest-full-backup.timer"
          "pgbackrest-offsite-full-backup.timer"
          "pgbackrest-incr-backup.timer"
          "pgbackrest-offsite-incr-backup.timer"
          "pgbackrest-check.timer"
        ];
        drills = [ ];
        stop = [
          "sudo systemctl stop pgbackrest-full-backup.timer pgbackrest-offsite-full-backup.timer pgbackrest-incr-backup.timer \\"
          "  pgbackrest-offsite-incr-backup.timer pgbackrest-check.timer"
          "sudo systemctl stop pgbackrest-full-backup.service pgbackrest-offsite-full-backup.service pgbackrest-incr-backup.service \\"
          "  pgbackrest-offsite-incr-backup.service pgbackrest-check.service"
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
          "  sudo -u postgres tee -a /var/lib/postgresql/17/postgresql.auto.conf"
          "sudo -u postgres touch /var/lib/postgresql/17/recovery.signal"
        ];
        full = [
          "sudo systemctl start pgbackrest-full-backup.service"
          "sudo systemctl start pgbackrest-offsite-full-backup.service"
        ];
        resume = [
          "sudo systemctl start pgbackrest-full-backup.timer pgbackrest-offsite-full-backup.timer pgbackrest-incr-backup.timer \\"
          "  pgbackrest-offsite-incr-backup.timer pgbackrest-check.timer"
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
  environment.etc."pgbackrest/conf.d".source = "/run/pgbackrest-conf.d";

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
    "/var/spool/pgbackrest".d = {
      mode = "0750";
      user = "postgres";
      group = "postgres";
    };
    "/run/pgbackrest-conf.d".d = {
      mode = "2750";
      user = "root";
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

  # Makes the secrets part of pgBackRest's configuration, so that archive_command has them too, and
  # takes a new secret over without a restart of PostgreSQL:
  #   systemctl restart pgbackrest-credentials.service
  # PostgreSQL starts without it (wantedBy): archiving then fails, visibly, and keeps the WAL.
  systemd.services.pgbackrest-credentials = {
    description = lib.mkDefault "Write the credentials of pgBackRest's repositories";
    wantedBy = [
      "multi-user.target"
      "postgresql.service"
    ];
    before = [ "postgresql.service" ];
    # Several secrets that change one after the other restart this several times.
    startLimitIntervalSec = 0;
    serviceConfig = sandbox.closed // {
      Type = "oneshot";
      RemainAfterExit = true;
      # As root, without any of its powers: what it writes is for postgres to read, and not to change.
      UMask = "0077";
      TimeoutStartSec = lib.mkDefault "1min";
      LoadCredential = [
        "secret1:/run/secrets/offsite-passphrase"
        "secret2:/run/secrets/offsite.env"
      ];
      # It stays active, and then has no end.
      ExecStartPost = leaveResult;
      ExecStopPost = leaveResult;
      PrivateNetwork = true;
      RestrictAddressFamilies = "none";
      IPAddressDeny = "any";
      ReadWritePaths = [ "/run/pgbackrest-conf.d" ];
    };
    script = ''
      set -eu

      refuse() {
        echo "$1; see RUNBOOK.md, Credentials" >&2
        exit 1
      }

      # Reads a variable of an environment file without running the file. Quotes round the value
      # go; what shells and systemd would read differently is refused, but for placeholders, which
      # are told apart below.
      variable() {
        local line value="" found=""
        while IFS= read -r line || [ -n "$line" ]; do
          line="''${line#"''${line%%[![:space:]]*}"}"
          case "$line" in
            export[[:space:]]*)
              line="''${line#export}"
              line="''${line#"''${line%%[![:space:]]*}"}"
              ;;
          esac
          if [ "''${line%%=*}" = "$2" ] && [ "$line" != "$2" ]; then
            found=1
            value="''${line#*=}"
            value="''${value%"''${value##*[![:space:]]}"}"
          fi
        done < "$1"
        [ -n "$found" ] || refuse "$3 has no such variable"
        case "$value" in
          *\\*) refuse "$3 has a backslash; give the secret a file of its own" ;;
          \"*\"*\"* | \'*\'*\'*) refuse "$3 has quotes inside of quotes; give the secret a file of its own" ;;
          \"*\") value="''${value#\"}" value="''${value%\"}" ;;
          \'*\')
            value="''${value#\'}" value="''${value%\'}"
            printf '%s' "$value"
            return
            ;;
          "<"*">") ;;
          *[[:space:]\"\'\;\&\|\<\>\(\)]* | "~"*)
            refuse "$3 has characters that a shell would not take literally; put the whole value in single quotes"
            ;;
        esac
        case "$value" in
          *"\''${"*"}"*) ;;
          *[\$\`]*) refuse "$3 has characters that a shell would not take literally; put the whole value in single quotes" ;;
        esac
        printf '%s' "$value"
      }

      # add OPTION CREDENTIAL VARIABLE PLACE: messages name the place, never the value.
      add() {
        local value
        if [ -n "$3" ]; then
          value="$(variable "$CREDENTIALS_DIRECTORY/$2" "$3" "$4")"
        else
          value="$(cat "$CREDENTIALS_DIRECTORY/$2")"
        fi
        case "$value" in
          "") refuse "$4 is empty" ;;
          *[[:cntrl:]]*) refuse "$4 has more than one line, or control characters" ;;
          [[:space:]]* | *[[:space:]]) refuse "$4 begins or ends with a blank" ;;
          *[Cc][Hh][Aa][Nn][Gg][Ee]_[Mm][Ee]* | *[Cc][Hh][Aa][Nn][Gg][Ee][Mm][Ee]*) refuse "$4 is a placeholder" ;;
          *"\''${"*"}"* | "<"*">") refuse "$4 is a placeholder" ;;
        esac
        printf '%s=%s\n' "$1" "$value" >> "$temporary"
      }

      # Only files that end in .conf are read: the temporary one is not, and the rename is atomic. It
      # always has the same name: what a run leaves that is killed, the next one removes. The group comes from
      # the directory, in which nobody but root can put anything.
      target="/run/pgbackrest-conf.d/credentials.conf"
      temporary="$target.new"
      trap 'rm -f "$temporary"' EXIT
      rm -f "$temporary"
      echo "[global]" > "$temporary"
      ${lib.concatMapStringsSep "\n" addSecret secrets}
      chmod 0440 "$temporary"
      mv -f "$temporary" "$target"
    '';
  };

  # Idempotent. Never a stanza-upgrade: that would bless an empty or wrong cluster, whose backups
  # would in time expire the good ones.
  systemd.services.pgbackrest-stanza-create = lib.mkMerge [
    command
    whilePostgresqlRuns
    repositories.disk
    repositories.offsite
    {
      description = lib.mkDefault "Create the pgBackRest stanza main in every repository";
      wantedBy = [ "multi-user.target" ];
      # Runs again after a change: a new repository needs it before its first backup.
      restartTriggers = [ ./pgbackrest.conf ];
      path = [ pkgs.util-linux ];
      serviceConfig = {
        RemainAfterExit = true;
        TimeoutStartSec = lib.mkDefault "15min";
        # As root, and on a mount that is there by now: tmpfiles would fill an empty mount point. In a
        # merged list what comes later stands first, hence mkAfter: the mounts are checked before.
        ExecStartPre = lib.mkAfter [
          "+${makeDirectory "/srv/backup/pgbackrest"}"
        ];
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

  systemd.services.pgbackrest-offsite-full-backup = lib.mkMerge [
    command
    whilePostgresqlRuns
    onSchedule
    repositories.offsite
    {
      description = lib.mkDefault "pgBackRest full (offsite-full) backup of stanza main to offsite (repo2)";
      # Again where it has failed, for instance since the host booted without a secret.
      wants = [ "pgbackrest-stanza-create.service" ];
      after = [ "pgbackrest-stanza-create.service" ];
      onSuccess = [ "pgbackrest-metrics.service" ];
      script = backup "${flock} --exclusive --timeout 3600 --conflict-exit-code 75 ${stanzas.main.lock} timeout --kill-after=60 86400 ${pgbackrest} ${stanzas.main.option} --repo=2 --type=full --log-level-console=info backup";
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

  systemd.services.pgbackrest-offsite-incr-backup = lib.mkMerge [
    command
    whilePostgresqlRuns
    onSchedule
    repositories.offsite
    {
      description = lib.mkDefault "pgBackRest incr (offsite-incr) backup of stanza main to offsite (repo2)";
      # Again where it has failed, for instance since the host booted without a secret.
      wants = [ "pgbackrest-stanza-create.service" ];
      after = [ "pgbackrest-stanza-create.service" ];
      onSuccess = [ "pgbackrest-metrics.service" ];
      script = backup "${flock} --exclusive --timeout 3600 --conflict-exit-code 75 ${stanzas.main.lock} timeout --kill-after=60 21600 ${pgbackrest} ${stanzas.main.option} --repo=2 --type=incr --log-level-console=info backup";
      serviceConfig.TimeoutStartSec = lib.mkDefault "1266min";
    }
  ];

  systemd.services.pgbackrest-check = lib.mkMerge [
    command
    whilePostgresqlRuns
    onSchedule
    repositories.disk
    repositories.offsite
    {
      description = lib.mkDefault "pgBackRest check of stanza main in every repository";
      # Again where it has failed, for instance since the host booted without a secret.
      wants = [ "pgbackrest-stanza-create.service" ];
      after = [ "pgbackrest-stanza-create.service" ];
      serviceConfig = {
        ExecStart = "${pgbackrest} ${stanzas.main.option} --log-level-console=info check";
        TimeoutStartSec = lib.mkDefault "30min";
      };
    }
  ];

  systemd.timers.pgbackrest-full-backup = lib.mkMerge [
    timer
    {
      description = lib.mkDefault "pgBackRest full backup of stanza main";
      timerConfig.OnCalendar = lib.mkDefault "Sun 01:00";
    }
  ];

  systemd.timers.pgbackrest-offsite-full-backup = lib.mkMerge [
    timer
    {
      description = lib.mkDefault "pgBackRest full (offsite-full) backup of stanza main";
      timerConfig.OnCalendar = lib.mkDefault "Sun 04:00";
    }
  ];

  systemd.timers.pgbackrest-incr-backup = lib.mkMerge [
    timer
    {
      description = lib.mkDefault "pgBackRest incr backup of stanza main";
      timerConfig.OnCalendar = lib.mkDefault "hourly";
    }
  ];

  systemd.timers.pgbackrest-offsite-incr-backup = lib.mkMerge [
    timer
    {
      description = lib.mkDefault "pgBackRest incr (offsite-incr) backup of stanza main";
      timerConfig.OnCalendar = lib.mkDefault "Mon..Sat 04:00";
    }
  ];

  systemd.timers.pgbackrest-check = lib.mkMerge [
    timer
    {
      description = lib.mkDefault "pgBackRest check of stanza main";
      timerConfig.OnCalendar = lib.mkDefault "Mon 07:00";
    }
  ];
}
