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

  pgbackrest = lib.getExe pkgs.pgbackrest;
  flock = lib.getExe' pkgs.util-linux "flock";
<#if mounts>
  mountpoint = lib.getExe' pkgs.util-linux "mountpoint";
  nsenter = lib.getExe' pkgs.util-linux "nsenter";
</#if>
  systemctl = lib.getExe' config.systemd.package "systemctl";
<#if severalStanzas>
  test = lib.getExe' pkgs.coreutils "test";
</#if>

  # Since NixOS 25.11 the target says that PostgreSQL is ready, its set-up scripts included.
  postgresqlReady =
    if config.systemd.targets ? postgresql then "postgresql.target" else "postgresql.service";
<#if credentials?has_content>

  # Which secret option comes out of which file, and of which variable where it is an environment
  # file.
  secrets = [=credentials.secrets];

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
</#if>
<#list stanzas as stanza>

  [=stanza.reference] = {
    option = [=stanza.option];
    dataDir = [=stanza.dataDir];
    # Our own lock, for pgBackRest's makes the second command fail instead of waiting.
    lock = [=stanza.lock];
<#if severalStanzas>
    # Is there while the cluster runs.
    pidFile = [=stanza.pidFile];
</#if>
  };
</#list>

  # What every command of pgBackRest needs. Labels of backups are made of the clock, and object stores
  # refuse requests of a clock that is wrong; without a service that waits for the time the target is
  # reached at once.
  command = {
    after = [
      postgresqlReady
      "time-sync.target"
<#if credentials?has_content>
      "pgbackrest-credentials.service"
</#if>
    ];
    wants = [
      "time-sync.target"
<#if credentials?has_content>
      # Not "requires": new credentials would stop a running backup. Where they are missing, pgBackRest
      # fails and says so.
      "pgbackrest-credentials.service"
</#if>
    ];
<#if onFailure?has_content>
    onFailure = [=onFailure];
</#if>
    serviceConfig = sandbox.pgbackrest // {
      Type = "oneshot";
      User = "postgres";
      Group = "postgres";
      UMask = "0027";
      # The database goes first.
      Nice = lib.mkDefault 10;
      CPUWeight = lib.mkDefault 20;
      IOWeight = lib.mkDefault 20;
      ReadWritePaths = [=sharedWritePaths];
    };
  };

  # Quietly does nothing where PostgreSQL is stopped, and never starts it: a timer that fires during
  # a restore must not start a half restored cluster. As root ("+"), for the user postgres would ask
  # through D-Bus, and where that does not answer no backup would ever run.
<#if severalStanzas>
  # Of another cluster than that of NixOS the service is not known, but its file is.
  whilePostgresqlRuns = stanza: {
    serviceConfig.ExecCondition =
      if cfg.enable && stanza.dataDir == cfg.dataDir then
        "+${systemctl} is-active --quiet postgresql.service"
      else
        "${test} -e ${stanza.pidFile}";
  };
<#else>
  whilePostgresqlRuns = {
    serviceConfig.ExecCondition = "+${systemctl} is-active --quiet postgresql.service";
  };
</#if>

  # What a command needs of the repository that it uses; the others may be out of reach.
<#if mounts>
  # The mount is looked at in the host's own view of the file system: in the service's, each of the
  # ReadWritePaths is a mount. An Assert in the unit would leave the run out without a failed unit that
  # anybody could see.
</#if>
  repositories = {
<#list repositories as repository>
    [=repository.name] = [=repository.needs];
</#list>
  };

  # A switch to a new configuration leaves a running one alone: it would be killed, and started again
  # outside of its schedule.
  onSchedule = {
    restartIfChanged = false;
<#if jobResults?has_content>
    serviceConfig.ExecStopPost = leaveResult;
</#if>
  };

  # Tries a backup three times. Restart= would report a failure, and start what follows on one,
  # before the last try, and its limit counts starts on schedule too. After some exit codes trying
  # again is of no use: where the configuration is refused (32), for instance, or where a try took too
  # long (124, 137), which has been waited for.
  backup = command: ''
    status=0
    for try in 1 2 3; do
      if [ "$try" -gt 1 ]; then
        echo "try $try of 3 in [=retryDelay] seconds" >&2
        sleep [=retryDelay]
      fi
      status=0
      ${command} || status=$?
      case "$status" in
        0<#list withoutRetry as code> | [=code]</#list>) break ;;
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
<#if jobResults?has_content>

  jobResults = [=jobResults];

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
</#if>
<#if mounts>

  # Makes a repository's directory on its mount; an existing one is left as it is.
  makeDirectory =
    directory:
    pkgs.writeShellScript "pgbackrest-repository" ''
      ${builtins.readFile ./make-directory.sh}
      directory=${lib.escapeShellArg directory}
      test -d "$directory" || make_directory "$directory" 0750
    '';
</#if>

  # What PostgreSQL fetches WAL with in every recovery. It is installed for all, so that its path holds in every
  # generation of the system: it stays in the data directory, and the store may be collected.
  archiveGet = pkgs.writeShellScriptBin "pgbackrest-archive-get" ''
    PGBACKREST=${pgbackrest}
    ${builtins.readFile ./archive-get.sh}
  '';

  # The restore command, for a person. What it knows of this host, and what it says is left to do.
  restoreFacts = [=restoreFacts];

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
<#if drills>

  # Trial restores.
  restoreDrill = pkgs.writeShellScript "pgbackrest-restore-drill" (
    builtins.readFile ./wal.sh + builtins.readFile ./restore-drill.sh
  );

  # What is declared of a drill, as a file: no shell and no unit reads its texts.
  drillPlan = plan: pkgs.writeText "pgbackrest-restore-drill.json" (builtins.toJSON plan);

  drill = version: {
<#if credentials?has_content>
    wants = [ "pgbackrest-credentials.service" ];
    after = [ "pgbackrest-credentials.service" ];
</#if>
<#if metrics>
    onSuccess = [ "pgbackrest-metrics.service" ];
</#if>
    onFailure = [=afterDrill];
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
      StateDirectory = [=drillState];
      StateDirectoryMode = "0750";
      ExecStart = "${restoreDrill} run";
      # On every way out, a kill included.
      ExecStopPost = "${restoreDrill} finish";
    };
  };
</#if>
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
<#if credentials?has_content>
  environment.etc."pgbackrest/conf.d".source = [=credentials.directory];
</#if>

  systemd.tmpfiles.settings.pgbackrest = [=directories];
<#if jobResults?has_content>
  systemd.tmpfiles.settings.pgbackrest-jobs.${jobResults}.d = {
    mode = "0755";
    user = "root";
    group = "root";
  };
</#if>

  services.logrotate.settings.pgbackrest = {
    files = [=logFiles];
    su = "postgres postgres";
    frequency = lib.mkDefault "weekly";
    rotate = lib.mkDefault 8;
    compress = lib.mkDefault true;
    missingok = true;
    notifempty = true;
  };
<#if credentials?has_content>

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
<#if onFailure?has_content>
    onFailure = [=onFailure];
</#if>
    serviceConfig = sandbox.closed // {
      Type = "oneshot";
      RemainAfterExit = true;
      # As root, without any of its powers: what it writes is for postgres to read, and not to change.
      UMask = "0077";
      TimeoutStartSec = lib.mkDefault "1min";
      LoadCredential = [=credentials.files];
<#if jobResults?has_content>
      # It stays active, and then has no end.
      ExecStartPost = leaveResult;
      ExecStopPost = leaveResult;
</#if>
      PrivateNetwork = true;
      RestrictAddressFamilies = "none";
      IPAddressDeny = "any";
      ReadWritePaths = [ [=credentials.directory] ];
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
      target=[=credentials.path]
      temporary="$target.new"
      trap 'rm -f "$temporary"' EXIT
      rm -f "$temporary"
      echo "[global]" > "$temporary"
      ${lib.concatMapStringsSep "\n" addSecret secrets}
      chmod 0440 "$temporary"
      mv -f "$temporary" "$target"
    '';
  };
</#if>
<#list stanzas as stanza>

  # Idempotent. Never a stanza-upgrade: that would bless an empty or wrong cluster, whose backups
  # would in time expire the good ones.
  systemd.services.[=stanza.createUnit] = lib.mkMerge [
    command
<#if severalStanzas>
    (whilePostgresqlRuns [=stanza.reference])
<#else>
    whilePostgresqlRuns
</#if>
<#list stanza.repositories as repository>
    repositories.[=repository]
</#list>
    {
      description = lib.mkDefault [=stanza.createDescription];
      wantedBy = [ "multi-user.target" ];
      # Runs again after a change: a new repository needs it before its first backup.
      restartTriggers = [ ./pgbackrest.conf ];
<#if stanza.mountedDirectories?has_content>
      path = [ pkgs.util-linux ];
</#if>
      serviceConfig = {
        RemainAfterExit = true;
        TimeoutStartSec = lib.mkDefault "15min";
<#if stanza.mountedDirectories?has_content>
        # As root, and on a mount that is there by now: tmpfiles would fill an empty mount point. In a
        # merged list what comes later stands first, hence mkAfter: the mounts are checked before.
        ExecStartPre = lib.mkAfter [
<#list stanza.mountedDirectories as directory>
          "+${makeDirectory [=directory]}"
</#list>
        ];
</#if>
      };
      script = ''
        # pgBackRest creates the stanza in one repository after the other. After a disaster that would
        # give an empty repository to an empty cluster before the one with the backups is looked at.
        ours="$(od -An -t u8 -N 8 ${lib.escapeShellArg [=stanza.reference].dataDir}/global/pg_control | tr -d ' ')"
        known="$(${pgbackrest} ${[=stanza.reference].option} --output=json info)"
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
          ${flock} --exclusive --timeout 300 ${[=stanza.reference].lock} \
            ${pgbackrest} ${[=stanza.reference].option} --log-level-console=info stanza-create || status=$?
          if [ "$status" -ne 50 ]; then
            break
          fi
        done
        if [ "$status" -eq 28 ]; then
          echo "A repository of this stanza belongs to another PostgreSQL cluster than the one that runs." >&2
          echo "Nothing was changed. After an upgrade of PostgreSQL, and only then:" >&2
          echo "  sudo -u postgres pgbackrest ${[=stanza.reference].option} stanza-upgrade" >&2
          echo "Otherwise this is the wrong data directory, or an empty one: see RUNBOOK.md, Restore." >&2
        fi
        exit "$status"
      '';
    }
  ];
<#list stanza.runs as run>

  systemd.services.[=run.unit] = lib.mkMerge [
    command
<#if severalStanzas>
    (whilePostgresqlRuns [=stanza.reference])
<#else>
    whilePostgresqlRuns
</#if>
    onSchedule
    repositories.[=run.repository]
    {
      description = lib.mkDefault [=run.description];
      # Again where it has failed, for instance since the host booted without a secret.
      wants = [ [=stanza.createService] ];
      after = [ [=stanza.createService] ];
<#if metrics>
      onSuccess = [ "pgbackrest-metrics.service" ];
</#if>
<#if run.expire?has_content>
      # As a command of its own expire refuses (104) to leave nothing but backups with damaged pages.
      script = backup [=run.command] + [=run.expire];
<#else>
      script = backup [=run.command];
</#if>
      serviceConfig.TimeoutStartSec = lib.mkDefault [=run.timeout];
<#if run.skips>
      # The lock is taken: leave this run out.
      serviceConfig.SuccessExitStatus = 75;
</#if>
    }
  ];
</#list>
<#list stanza.umbrellas as umbrella>

  systemd.services.[=umbrella.unit] = {
    description = lib.mkDefault [=umbrella.description];
<#if onFailure?has_content>
    onFailure = [=onFailure];
</#if>
    restartIfChanged = false;
    # Stopping the job stops what it has started, and the job first: it would start the next one.
    after = [=umbrella.runs];
    unitConfig.PropagatesStopTo = [=umbrella.runs];
    serviceConfig = sandbox.closed // {
      Type = "oneshot";
      # Every run has a limit of its own.
      TimeoutStartSec = "infinity";
      RestrictAddressFamilies = [ "AF_UNIX" ];
      IPAddressDeny = "any";
    };
    script = startEach [=umbrella.runs];
  };
</#list>
<#list stanza.maintenance as run>

  systemd.services.[=run.unit] = lib.mkMerge [
    command
<#if severalStanzas>
    (whilePostgresqlRuns [=stanza.reference])
<#else>
    whilePostgresqlRuns
</#if>
    onSchedule
<#list stanza.repositories as repository>
    repositories.[=repository]
</#list>
    {
      description = lib.mkDefault [=run.description];
      # Again where it has failed, for instance since the host booted without a secret.
      wants = [ [=stanza.createService] ];
      after = [ [=stanza.createService] ];
      serviceConfig = {
        ExecStart = [=run.command];
        TimeoutStartSec = lib.mkDefault [=run.timeout];
      };
    }
  ];
</#list>
<#list stanza.timers as timer>

  systemd.timers.[=timer.unit] = lib.mkMerge [
    timer
    {
      description = lib.mkDefault [=timer.description];
      timerConfig.OnCalendar = lib.mkDefault [=timer.calendar];
<#if timer.randomizedDelay?has_content>
      timerConfig.RandomizedDelaySec = lib.mkDefault [=timer.randomizedDelay];
</#if>
    }
  ];
</#list>
<#list stanza.drills as drill>

  systemd.services.[=drill.timer.unit] = lib.mkMerge [
    (drill [=stanza.version])
    repositories.[=drill.repository]
    {
      description = lib.mkDefault [=drill.timer.description];
      environment = [=drill.environment] // {
        ARCHIVE_GET = "${archiveGet}/bin/pgbackrest-archive-get";
        PLAN = "${drillPlan [=drill.plan]}";
      };
      serviceConfig = {
        ReadWritePaths = [=drill.writePaths];
        TimeoutStartSec = lib.mkDefault [=drill.timeout];
      };
    }
  ];

  systemd.timers.[=drill.timer.unit] = {
    description = lib.mkDefault [=drill.timer.description];
    wantedBy = [ "timers.target" ];
    # Not Persistent: a drill that was missed can wait, and a host that has just booted has more to do.
    timerConfig.OnCalendar = lib.mkDefault [=drill.timer.calendar];
<#if drill.timer.randomizedDelay?has_content>
    timerConfig.RandomizedDelaySec = lib.mkDefault [=drill.timer.randomizedDelay];
</#if>
  };
</#list>
</#list>
}
