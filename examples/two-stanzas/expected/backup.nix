# Written by pgbackrest2nix 0.1.0 from two-stanzas.yaml.
# Do not edit: change two-stanzas.yaml and render again.
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
  test = lib.getExe' pkgs.coreutils "test";

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
      place = "/run/secrets/vault-passphrase";
    }
    {
      option = "repo4-azure-account";
      credential = "secret2";
      variable = "AZURE_ACCOUNT";
      place = "AZURE_ACCOUNT in /run/secrets/azure.env";
    }
    {
      option = "repo4-azure-key";
      credential = "secret2";
      variable = "AZURE_KEY";
      place = "AZURE_KEY in /run/secrets/azure.env";
    }
    {
      option = "repo4-cipher-pass";
      credential = "secret3";
      variable = "";
      place = "/run/secrets/cold-passphrase";
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

  stanzas.orders = {
    option = "--stanza=orders";
    dataDir = "/var/lib/postgresql/16";
    # Our own lock, for pgBackRest's makes the second command fail instead of waiting.
    lock = "/run/pgbackrest/orders.jobs";
    # Is there while the cluster runs.
    pidFile = "/var/lib/postgresql/16/postmaster.pid";
  };

  stanzas.reports = {
    option = "--stanza=reports";
    dataDir = "/var/lib/postgresql/reports";
    # Our own lock, for pgBackRest's makes the second command fail instead of waiting.
    lock = "/run/pgbackrest/reports.jobs";
    # Is there while the cluster runs.
    pidFile = "/var/lib/postgresql/reports/postmaster.pid";
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
  # Of another cluster than that of NixOS the service is not known, but its file is.
  whilePostgresqlRuns = stanza: {
    serviceConfig.ExecCondition =
      if cfg.enable && stanza.dataDir == cfg.dataDir then
        "+${systemctl} is-active --quiet postgresql.service"
      else
        "${test} -e ${stanza.pidFile}";
  };

  # What a command needs of the repository that it uses; the others may be out of reach.
  repositories = {
    local = {
      serviceConfig = {
        ReadWritePaths = [ "-/srv/pgbackrest" ];
      };
    };
    vault = {
      wants = [ "network-online.target" ];
      after = [ "network-online.target" ];
    };
    cold = {
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
        name = "local";
        directory = "/srv/pgbackrest";
      }
      {
        key = 2;
        name = "vault";
      }
      {
        key = 4;
        name = "cold";
      }
    ];
    stanzas = {
      orders = {
        version = "16";
        dataDir = "/var/lib/postgresql/16";
        socketDir = "/run/postgresql";
        port = 5433;
        lock = "/run/pgbackrest/orders.jobs";
        programs = "${postgresqlOf "16"}/bin";
        preload = if cfg.enable && cfg.dataDir == "/var/lib/postgresql/16" then preloaded else "";
        settings = {
          max_locks_per_transaction = "256";
        };
        timers = [
          "orders-backup-full-backup.timer"
          "orders-backup-diff-backup.timer"
          "orders-backup-hourly-backup.timer"
          "orders-backup-check.timer"
          "orders-backup-restore-drill-local.timer"
        ];
        drills = [ "orders-backup-restore-drill-local.service" ];
        stop = [
          "sudo systemctl stop orders-backup-full-backup.timer orders-backup-diff-backup.timer orders-backup-hourly-backup.timer \\"
          "  orders-backup-check.timer orders-backup-restore-drill-local.timer"
          "sudo systemctl stop orders-backup-full-backup.service orders-backup-full-backup-local.service orders-backup-full-backup-vault.service \\"
          "  orders-backup-full-backup-cold.service orders-backup-diff-backup.service orders-backup-diff-backup-local.service \\"
          "  orders-backup-diff-backup-vault.service orders-backup-hourly-backup.service orders-backup-check.service \\"
          "  orders-backup-restore-drill-local.service"
          "sudo systemctl stop postgresql.service"
        ];
        start = [
          "sudo mkdir -p /run/systemd/system/postgresql.service.d"
          "printf '[Service]\\nTimeoutStartSec=infinity\\n' | sudo tee /run/systemd/system/postgresql.service.d/restore.conf"
          "sudo systemctl daemon-reload"
          "sudo systemctl start postgresql.service"
          "while systemctl is-active --quiet postgresql.service &&"
          "  [ \"$(sudo -u postgres psql -h /run/postgresql -p 5433 -d postgres -X -Atc 'select pg_is_in_recovery()')\" != f ]; do sleep 5; done"
          "systemctl is-active postgresql.service"
        ];
        verify = [
          "sudo pgbackrest-restore --verify"
          "sudo -u postgres psql -h /run/postgresql -p 5433 -d postgres -X -c '\\l+'"
          "sudo -u postgres pgbackrest --stanza=orders check"
        ];
        goBack = [
          "printf \"%s = '%s'\\n\" restore_command '/run/current-system/sw/bin/pgbackrest-archive-get --stanza=orders %f \"%p\"' \\"
          "  recovery_target_timeline current recovery_target '' recovery_target_lsn '' recovery_target_name '' recovery_target_time '' recovery_target_xid '' |"
          "  sudo -u postgres tee -a /var/lib/postgresql/16/postgresql.auto.conf"
          "sudo -u postgres touch /var/lib/postgresql/16/recovery.signal"
        ];
        full = [ "sudo systemctl start orders-backup-full-backup.service" ];
        resume = [
          "sudo systemctl start orders-backup-full-backup.timer orders-backup-diff-backup.timer orders-backup-hourly-backup.timer \\"
          "  orders-backup-check.timer orders-backup-restore-drill-local.timer"
          "sudo rm -f /run/systemd/system/postgresql.service.d/restore.conf"
          "sudo systemctl daemon-reload"
        ];
      };
      reports = {
        version = "17";
        dataDir = "/var/lib/postgresql/reports";
        socketDir = "/run/postgresql";
        port = 5432;
        lock = "/run/pgbackrest/reports.jobs";
        programs = "${postgresqlOf "17"}/bin";
        preload = if cfg.enable && cfg.dataDir == "/var/lib/postgresql/reports" then preloaded else "";
        settings = { };
        timers = [
          "pgbackrest-reports-full-backup.timer"
          "pgbackrest-reports-incr-backup.timer"
        ];
        drills = [ ];
        stop = [
          "sudo systemctl stop pgbackrest-reports-full-backup.timer pgbackrest-reports-incr-backup.timer"
          "sudo systemctl stop pgbackrest-reports-full-backup.service pgbackrest-reports-full-backup-local.service \\"
          "  pgbackrest-reports-full-backup-vault.service pgbackrest-reports-full-backup-cold.service pgbackrest-reports-incr-backup.service \\"
          "  pgbackrest-reports-incr-backup-local.service pgbackrest-reports-incr-backup-vault.service"
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
          "sudo -u postgres pgbackrest --stanza=reports check"
        ];
        goBack = [
          "printf \"%s = '%s'\\n\" restore_command '/run/current-system/sw/bin/pgbackrest-archive-get --stanza=reports %f \"%p\"' \\"
          "  recovery_target_timeline current recovery_target '' recovery_target_lsn '' recovery_target_name '' recovery_target_time '' recovery_target_xid '' |"
          "  sudo -u postgres tee -a /var/lib/postgresql/reports/postgresql.auto.conf"
          "sudo -u postgres touch /var/lib/postgresql/reports/recovery.signal"
        ];
        full = [ "sudo systemctl start pgbackrest-reports-full-backup.service" ];
        resume = [
          "sudo systemctl start pgbackrest-reports-full-backup.timer pgbackrest-reports-incr-backup.timer"
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

  # Trial restores.
  restoreDrill = pkgs.writeShellScript "pgbackrest-restore-drill" (
    builtins.readFile ./wal.sh + builtins.readFile ./restore-drill.sh
  );

  # What is declared of a drill, as a file: no shell and no unit reads its texts.
  drillPlan = plan: pkgs.writeText "pgbackrest-restore-drill.json" (builtins.toJSON plan);

  drill = version: {
    wants = [ "pgbackrest-credentials.service" ];
    after = [ "pgbackrest-credentials.service" ];
    onSuccess = [ "pgbackrest-metrics.service" ];
    onFailure = [ "pgbackrest-metrics.service" ];
    restartIfChanged = false;
    path = [
      (postgresqlOf version)
      pkgs.pgbackrest
      pkgs.jq
      pkgs.util-linux
    ];
    serviceConfig = sandbox.pgbackrest // {
      Type = "oneshot";
      User = "postgres";
      Group = "postgres";
      UMask = "0077";
      # All else goes first.
      Nice = lib.mkDefault 19;
      CPUWeight = lib.mkDefault 10;
      IOWeight = lib.mkDefault 10;
      IOSchedulingClass = lib.mkDefault "idle";
      PrivateIPC = true;
      StateDirectory = "pgbackrest-drill";
      StateDirectoryMode = "0750";
      ExecStart = "${restoreDrill} run";
      # On every way out, a kill included.
      ExecStopPost = "${restoreDrill} finish";
    };
  };
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
    "/srv/pgbackrest".d = {
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
        "secret1:/run/secrets/vault-passphrase"
        "secret2:/run/secrets/azure.env"
        "secret3:/run/secrets/cold-passphrase"
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
  systemd.services.orders-backup-stanza-create = lib.mkMerge [
    command
    (whilePostgresqlRuns stanzas.orders)
    repositories.local
    repositories.vault
    repositories.cold
    {
      description = lib.mkDefault "Create the pgBackRest stanza orders in every repository";
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
        ours="$(od -An -t u8 -N 8 ${lib.escapeShellArg stanzas.orders.dataDir}/global/pg_control | tr -d ' ')"
        known="$(${pgbackrest} ${stanzas.orders.option} --output=json info)"
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
          ${flock} --exclusive --timeout 300 ${stanzas.orders.lock} \
            ${pgbackrest} ${stanzas.orders.option} --log-level-console=info stanza-create || status=$?
          if [ "$status" -ne 50 ]; then
            break
          fi
        done
        if [ "$status" -eq 28 ]; then
          echo "A repository of this stanza belongs to another PostgreSQL cluster than the one that runs." >&2
          echo "Nothing was changed. After an upgrade of PostgreSQL, and only then:" >&2
          echo "  sudo -u postgres pgbackrest ${stanzas.orders.option} stanza-upgrade" >&2
          echo "Otherwise this is the wrong data directory, or an empty one: see RUNBOOK.md, Restore." >&2
        fi
        exit "$status"
      '';
    }
  ];

  systemd.services.orders-backup-full-backup-local = lib.mkMerge [
    command
    (whilePostgresqlRuns stanzas.orders)
    onSchedule
    repositories.local
    {
      description = lib.mkDefault "pgBackRest full backup of stanza orders to local (repo1)";
      # Again where it has failed, for instance since the host booted without a secret.
      wants = [ "orders-backup-stanza-create.service" ];
      after = [ "orders-backup-stanza-create.service" ];
      onSuccess = [ "pgbackrest-metrics.service" ];
      script = backup "${flock} --exclusive --timeout 3600 --conflict-exit-code 75 ${stanzas.orders.lock} timeout --kill-after=60 86400 ${pgbackrest} ${stanzas.orders.option} --repo=1 --type=full --log-level-console=info backup";
      serviceConfig.TimeoutStartSec = lib.mkDefault "4506min";
    }
  ];

  systemd.services.orders-backup-full-backup-vault = lib.mkMerge [
    command
    (whilePostgresqlRuns stanzas.orders)
    onSchedule
    repositories.vault
    {
      description = lib.mkDefault "pgBackRest full backup of stanza orders to vault (repo2)";
      # Again where it has failed, for instance since the host booted without a secret.
      wants = [ "orders-backup-stanza-create.service" ];
      after = [ "orders-backup-stanza-create.service" ];
      onSuccess = [ "pgbackrest-metrics.service" ];
      script = backup "${flock} --exclusive --timeout 3600 --conflict-exit-code 75 ${stanzas.orders.lock} timeout --kill-after=60 86400 ${pgbackrest} ${stanzas.orders.option} --repo=2 --type=full --log-level-console=info backup";
      serviceConfig.TimeoutStartSec = lib.mkDefault "4506min";
    }
  ];

  systemd.services.orders-backup-full-backup-cold = lib.mkMerge [
    command
    (whilePostgresqlRuns stanzas.orders)
    onSchedule
    repositories.cold
    {
      description = lib.mkDefault "pgBackRest full backup of stanza orders to cold (repo4)";
      # Again where it has failed, for instance since the host booted without a secret.
      wants = [ "orders-backup-stanza-create.service" ];
      after = [ "orders-backup-stanza-create.service" ];
      onSuccess = [ "pgbackrest-metrics.service" ];
      script = backup "${flock} --exclusive --timeout 3600 --conflict-exit-code 75 ${stanzas.orders.lock} timeout --kill-after=60 86400 ${pgbackrest} ${stanzas.orders.option} --repo=4 --type=full --log-level-console=info backup";
      serviceConfig.TimeoutStartSec = lib.mkDefault "4506min";
    }
  ];

  systemd.services.orders-backup-diff-backup-local = lib.mkMerge [
    command
    (whilePostgresqlRuns stanzas.orders)
    onSchedule
    repositories.local
    {
      description = lib.mkDefault "pgBackRest diff backup of stanza orders to local (repo1)";
      # Again where it has failed, for instance since the host booted without a secret.
      wants = [ "orders-backup-stanza-create.service" ];
      after = [ "orders-backup-stanza-create.service" ];
      onSuccess = [ "pgbackrest-metrics.service" ];
      script = backup "${flock} --exclusive --timeout 3600 --conflict-exit-code 75 ${stanzas.orders.lock} timeout --kill-after=60 21600 ${pgbackrest} ${stanzas.orders.option} --repo=1 --type=diff --log-level-console=info backup";
      serviceConfig.TimeoutStartSec = lib.mkDefault "1266min";
    }
  ];

  systemd.services.orders-backup-diff-backup-vault = lib.mkMerge [
    command
    (whilePostgresqlRuns stanzas.orders)
    onSchedule
    repositories.vault
    {
      description = lib.mkDefault "pgBackRest diff backup of stanza orders to vault (repo2)";
      # Again where it has failed, for instance since the host booted without a secret.
      wants = [ "orders-backup-stanza-create.service" ];
      after = [ "orders-backup-stanza-create.service" ];
      onSuccess = [ "pgbackrest-metrics.service" ];
      script = backup "${flock} --exclusive --timeout 3600 --conflict-exit-code 75 ${stanzas.orders.lock} timeout --kill-after=60 21600 ${pgbackrest} ${stanzas.orders.option} --repo=2 --type=diff --log-level-console=info backup";
      serviceConfig.TimeoutStartSec = lib.mkDefault "1266min";
    }
  ];

  systemd.services.orders-backup-hourly-backup = lib.mkMerge [
    command
    (whilePostgresqlRuns stanzas.orders)
    onSchedule
    repositories.local
    {
      description = lib.mkDefault "pgBackRest incr (hourly) backup of stanza orders to local (repo1)";
      # Again where it has failed, for instance since the host booted without a secret.
      wants = [ "orders-backup-stanza-create.service" ];
      after = [ "orders-backup-stanza-create.service" ];
      onSuccess = [ "pgbackrest-metrics.service" ];
      script = backup "${flock} --exclusive --nonblock --conflict-exit-code 75 ${stanzas.orders.lock} timeout --kill-after=60 21600 ${pgbackrest} ${stanzas.orders.option} --repo=1 --type=incr --log-level-console=info backup";
      serviceConfig.TimeoutStartSec = lib.mkDefault "1266min";
      # The lock is taken: leave this run out.
      serviceConfig.SuccessExitStatus = 75;
    }
  ];

  systemd.services.orders-backup-full-backup = {
    description = lib.mkDefault "pgBackRest full backup of stanza orders to each of its repositories";
    restartIfChanged = false;
    # Stopping the job stops what it has started, and the job first: it would start the next one.
    after = [
      "orders-backup-full-backup-local.service"
      "orders-backup-full-backup-vault.service"
      "orders-backup-full-backup-cold.service"
    ];
    unitConfig.PropagatesStopTo = [
      "orders-backup-full-backup-local.service"
      "orders-backup-full-backup-vault.service"
      "orders-backup-full-backup-cold.service"
    ];
    serviceConfig = sandbox.closed // {
      Type = "oneshot";
      # Every run has a limit of its own.
      TimeoutStartSec = "infinity";
      RestrictAddressFamilies = [ "AF_UNIX" ];
      IPAddressDeny = "any";
    };
    script = startEach [
      "orders-backup-full-backup-local.service"
      "orders-backup-full-backup-vault.service"
      "orders-backup-full-backup-cold.service"
    ];
  };

  systemd.services.orders-backup-diff-backup = {
    description = lib.mkDefault "pgBackRest diff backup of stanza orders to each of its repositories";
    restartIfChanged = false;
    # Stopping the job stops what it has started, and the job first: it would start the next one.
    after = [
      "orders-backup-diff-backup-local.service"
      "orders-backup-diff-backup-vault.service"
    ];
    unitConfig.PropagatesStopTo = [
      "orders-backup-diff-backup-local.service"
      "orders-backup-diff-backup-vault.service"
    ];
    serviceConfig = sandbox.closed // {
      Type = "oneshot";
      # Every run has a limit of its own.
      TimeoutStartSec = "infinity";
      RestrictAddressFamilies = [ "AF_UNIX" ];
      IPAddressDeny = "any";
    };
    script = startEach [
      "orders-backup-diff-backup-local.service"
      "orders-backup-diff-backup-vault.service"
    ];
  };

  systemd.services.orders-backup-check = lib.mkMerge [
    command
    (whilePostgresqlRuns stanzas.orders)
    onSchedule
    repositories.local
    repositories.vault
    repositories.cold
    {
      description = lib.mkDefault "pgBackRest check of stanza orders in every repository";
      # Again where it has failed, for instance since the host booted without a secret.
      wants = [ "orders-backup-stanza-create.service" ];
      after = [ "orders-backup-stanza-create.service" ];
      serviceConfig = {
        ExecStart = "${pgbackrest} ${stanzas.orders.option} --log-level-console=info check";
        TimeoutStartSec = lib.mkDefault "30min";
      };
    }
  ];

  systemd.timers.orders-backup-full-backup = lib.mkMerge [
    timer
    {
      description = lib.mkDefault "pgBackRest full backup of stanza orders";
      timerConfig.OnCalendar = lib.mkDefault "Sun 03:00";
    }
  ];

  systemd.timers.orders-backup-diff-backup = lib.mkMerge [
    timer
    {
      description = lib.mkDefault "pgBackRest diff backup of stanza orders";
      timerConfig.OnCalendar = lib.mkDefault "Mon..Sat 03:00";
    }
  ];

  systemd.timers.orders-backup-hourly-backup = lib.mkMerge [
    timer
    {
      description = lib.mkDefault "pgBackRest incr (hourly) backup of stanza orders";
      timerConfig.OnCalendar = lib.mkDefault "*:20";
    }
  ];

  systemd.timers.orders-backup-check = lib.mkMerge [
    timer
    {
      description = lib.mkDefault "pgBackRest check of stanza orders";
      timerConfig.OnCalendar = lib.mkDefault "Mon 07:00";
    }
  ];

  systemd.services.orders-backup-restore-drill-local = lib.mkMerge [
    (drill "16")
    repositories.local
    {
      description = lib.mkDefault "Trial restore of stanza orders from local (repo1)";
      environment = {
        STANZA = "orders";
        REPO = "1";
        DIRECTORY = "/var/lib/pgbackrest-drill/orders-backup-restore-drill-local";
        RESULT = "/var/lib/pgbackrest-drill/orders-backup-restore-drill-local.json";
        PRELOAD = preloaded;
      } // {
        ARCHIVE_GET = "${archiveGet}/bin/pgbackrest-archive-get";
        PLAN = "${drillPlan {
          name = "orders-local";
          repo = "local";
          dataDir = "/var/lib/postgresql/16";
          limit = 86400;
          pick = "random";
          pointInTime = true;
          settings = {
            max_locks_per_transaction = "256";
          };
          assertions = [
            {
              database = "orders";
              sql = "select count(*) > 0 from orders where placed > now() - interval '2 days'";
              expect = "t";
              timeout = 600;
            }
          ];
        }}";
      };
      serviceConfig = {
        ReadWritePaths = [
          "/run/pgbackrest"
          "/var/log/pgbackrest"
          "/var/lib/pgbackrest-drill"
        ];
        TimeoutStartSec = lib.mkDefault "24h";
      };
    }
  ];

  systemd.timers.orders-backup-restore-drill-local = {
    description = lib.mkDefault "Trial restore of stanza orders from local (repo1)";
    wantedBy = [ "timers.target" ];
    # Not Persistent: a drill that was missed can wait, and a host that has just booted has more to do.
    timerConfig.OnCalendar = lib.mkDefault "Sun 09:00";
  };

  # Idempotent. Never a stanza-upgrade: that would bless an empty or wrong cluster, whose backups
  # would in time expire the good ones.
  systemd.services.pgbackrest-reports-stanza-create = lib.mkMerge [
    command
    (whilePostgresqlRuns stanzas.reports)
    repositories.local
    repositories.vault
    repositories.cold
    {
      description = lib.mkDefault "Create the pgBackRest stanza reports in every repository";
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
        ours="$(od -An -t u8 -N 8 ${lib.escapeShellArg stanzas.reports.dataDir}/global/pg_control | tr -d ' ')"
        known="$(${pgbackrest} ${stanzas.reports.option} --output=json info)"
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
          ${flock} --exclusive --timeout 300 ${stanzas.reports.lock} \
            ${pgbackrest} ${stanzas.reports.option} --log-level-console=info stanza-create || status=$?
          if [ "$status" -ne 50 ]; then
            break
          fi
        done
        if [ "$status" -eq 28 ]; then
          echo "A repository of this stanza belongs to another PostgreSQL cluster than the one that runs." >&2
          echo "Nothing was changed. After an upgrade of PostgreSQL, and only then:" >&2
          echo "  sudo -u postgres pgbackrest ${stanzas.reports.option} stanza-upgrade" >&2
          echo "Otherwise this is the wrong data directory, or an empty one: see RUNBOOK.md, Restore." >&2
        fi
        exit "$status"
      '';
    }
  ];

  systemd.services.pgbackrest-reports-full-backup-local = lib.mkMerge [
    command
    (whilePostgresqlRuns stanzas.reports)
    onSchedule
    repositories.local
    {
      description = lib.mkDefault "pgBackRest full backup of stanza reports to local (repo1)";
      # Again where it has failed, for instance since the host booted without a secret.
      wants = [ "pgbackrest-reports-stanza-create.service" ];
      after = [ "pgbackrest-reports-stanza-create.service" ];
      onSuccess = [ "pgbackrest-metrics.service" ];
      script = backup "${flock} --exclusive --timeout 3600 --conflict-exit-code 75 ${stanzas.reports.lock} timeout --kill-after=60 86400 ${pgbackrest} ${stanzas.reports.option} --repo=1 --type=full --log-level-console=info backup";
      serviceConfig.TimeoutStartSec = lib.mkDefault "4506min";
    }
  ];

  systemd.services.pgbackrest-reports-full-backup-vault = lib.mkMerge [
    command
    (whilePostgresqlRuns stanzas.reports)
    onSchedule
    repositories.vault
    {
      description = lib.mkDefault "pgBackRest full backup of stanza reports to vault (repo2)";
      # Again where it has failed, for instance since the host booted without a secret.
      wants = [ "pgbackrest-reports-stanza-create.service" ];
      after = [ "pgbackrest-reports-stanza-create.service" ];
      onSuccess = [ "pgbackrest-metrics.service" ];
      script = backup "${flock} --exclusive --timeout 3600 --conflict-exit-code 75 ${stanzas.reports.lock} timeout --kill-after=60 86400 ${pgbackrest} ${stanzas.reports.option} --repo=2 --type=full --log-level-console=info backup";
      serviceConfig.TimeoutStartSec = lib.mkDefault "4506min";
    }
  ];

  systemd.services.pgbackrest-reports-full-backup-cold = lib.mkMerge [
    command
    (whilePostgresqlRuns stanzas.reports)
    onSchedule
    repositories.cold
    {
      description = lib.mkDefault "pgBackRest full backup of stanza reports to cold (repo4)";
      # Again where it has failed, for instance since the host booted without a secret.
      wants = [ "pgbackrest-reports-stanza-create.service" ];
      after = [ "pgbackrest-reports-stanza-create.service" ];
      onSuccess = [ "pgbackrest-metrics.service" ];
      script = backup "${flock} --exclusive --timeout 3600 --conflict-exit-code 75 ${stanzas.reports.lock} timeout --kill-after=60 86400 ${pgbackrest} ${stanzas.reports.option} --repo=4 --type=full --log-level-console=info backup";
      serviceConfig.TimeoutStartSec = lib.mkDefault "4506min";
    }
  ];

  systemd.services.pgbackrest-reports-incr-backup-local = lib.mkMerge [
    command
    (whilePostgresqlRuns stanzas.reports)
    onSchedule
    repositories.local
    {
      description = lib.mkDefault "pgBackRest incr backup of stanza reports to local (repo1)";
      # Again where it has failed, for instance since the host booted without a secret.
      wants = [ "pgbackrest-reports-stanza-create.service" ];
      after = [ "pgbackrest-reports-stanza-create.service" ];
      onSuccess = [ "pgbackrest-metrics.service" ];
      script = backup "${flock} --exclusive --timeout 3600 --conflict-exit-code 75 ${stanzas.reports.lock} timeout --kill-after=60 21600 ${pgbackrest} ${stanzas.reports.option} --repo=1 --type=incr --log-level-console=info backup";
      serviceConfig.TimeoutStartSec = lib.mkDefault "1266min";
    }
  ];

  systemd.services.pgbackrest-reports-incr-backup-vault = lib.mkMerge [
    command
    (whilePostgresqlRuns stanzas.reports)
    onSchedule
    repositories.vault
    {
      description = lib.mkDefault "pgBackRest incr backup of stanza reports to vault (repo2)";
      # Again where it has failed, for instance since the host booted without a secret.
      wants = [ "pgbackrest-reports-stanza-create.service" ];
      after = [ "pgbackrest-reports-stanza-create.service" ];
      onSuccess = [ "pgbackrest-metrics.service" ];
      script = backup "${flock} --exclusive --timeout 3600 --conflict-exit-code 75 ${stanzas.reports.lock} timeout --kill-after=60 21600 ${pgbackrest} ${stanzas.reports.option} --repo=2 --type=incr --log-level-console=info backup";
      serviceConfig.TimeoutStartSec = lib.mkDefault "1266min";
    }
  ];

  systemd.services.pgbackrest-reports-full-backup = {
    description = lib.mkDefault "pgBackRest full backup of stanza reports to each of its repositories";
    restartIfChanged = false;
    # Stopping the job stops what it has started, and the job first: it would start the next one.
    after = [
      "pgbackrest-reports-full-backup-local.service"
      "pgbackrest-reports-full-backup-vault.service"
      "pgbackrest-reports-full-backup-cold.service"
    ];
    unitConfig.PropagatesStopTo = [
      "pgbackrest-reports-full-backup-local.service"
      "pgbackrest-reports-full-backup-vault.service"
      "pgbackrest-reports-full-backup-cold.service"
    ];
    serviceConfig = sandbox.closed // {
      Type = "oneshot";
      # Every run has a limit of its own.
      TimeoutStartSec = "infinity";
      RestrictAddressFamilies = [ "AF_UNIX" ];
      IPAddressDeny = "any";
    };
    script = startEach [
      "pgbackrest-reports-full-backup-local.service"
      "pgbackrest-reports-full-backup-vault.service"
      "pgbackrest-reports-full-backup-cold.service"
    ];
  };

  systemd.services.pgbackrest-reports-incr-backup = {
    description = lib.mkDefault "pgBackRest incr backup of stanza reports to each of its repositories";
    restartIfChanged = false;
    # Stopping the job stops what it has started, and the job first: it would start the next one.
    after = [
      "pgbackrest-reports-incr-backup-local.service"
      "pgbackrest-reports-incr-backup-vault.service"
    ];
    unitConfig.PropagatesStopTo = [
      "pgbackrest-reports-incr-backup-local.service"
      "pgbackrest-reports-incr-backup-vault.service"
    ];
    serviceConfig = sandbox.closed // {
      Type = "oneshot";
      # Every run has a limit of its own.
      TimeoutStartSec = "infinity";
      RestrictAddressFamilies = [ "AF_UNIX" ];
      IPAddressDeny = "any";
    };
    script = startEach [
      "pgbackrest-reports-incr-backup-local.service"
      "pgbackrest-reports-incr-backup-vault.service"
    ];
  };

  systemd.timers.pgbackrest-reports-full-backup = lib.mkMerge [
    timer
    {
      description = lib.mkDefault "pgBackRest full backup of stanza reports";
      timerConfig.OnCalendar = lib.mkDefault "Sat 02:00";
      timerConfig.RandomizedDelaySec = lib.mkDefault "20min";
    }
  ];

  systemd.timers.pgbackrest-reports-incr-backup = lib.mkMerge [
    timer
    {
      description = lib.mkDefault "pgBackRest incr backup of stanza reports";
      timerConfig.OnCalendar = lib.mkDefault "Sun,Mon..Fri 04:00";
    }
  ];
}
