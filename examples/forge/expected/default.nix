# Written by pgbackrest2nix 0.1.0 from forge.yaml.
# Do not edit: change forge.yaml and render again.
# forge.yaml sha256: 8f1cac4fdfe2d61fb296122104c565eb72fee2cadf5cb0f9ea7fec66c18239a5
#
# pgBackRest on forge: stanza main; repositories nas (repo1), r2 (repo2).
# Checked against pgBackRest 2.58 for NixOS 26.05.
{
  config,
  lib,
  options,
  pkgs,
  ...
}:

let
  cfg = config.services.postgresql;

  # Whether this host's PostgreSQL is the cluster that a stanza describes.
  runs = {
    main = cfg.enable && cfg.dataDir == "/var/lib/postgresql/16/main";
  };
  isDescribed = lib.any (each: each) (lib.attrValues runs);

  # Where it is not set, NixOS leaves the clock in UTC.
  timeZone = if config.time.timeZone == null then "UTC" else config.time.timeZone;

  archiveMode = cfg.settings.archive_mode or "off";

  # A switch is refused where one of these is another than in the running system: the backups that there are belong
  # to them. RUNBOOK.md, Changes, says how it is done on purpose.
  inhibitors = {
    pgbackrest-repository-nas = "repo1 posix /mnt/nas-backup/pgbackrest cipher none";
    pgbackrest-repository-r2 = "repo2 s3 21ee32956d11b5baf662d186bd0b4ab4.r2.cloudflarestorage.com nix-homelab-prod-servers /forge/pgbackrest cipher none";
    pgbackrest-stanza-main = "PostgreSQL 16 in /var/lib/postgresql/16/main";
    "pgbackrest-cluster-/var/lib/postgresql/16/main" = "stanza main";
  };

  bootstraps = [ ];

  switchCheck = ''
    SYSTEMCTL=${config.systemd.package}/bin/systemctl
    BOOTSTRAPS=${lib.escapeShellArg (toString bootstraps)}
    ${builtins.readFile ./switch-check.sh}
  '';

  isSet =
    option:
    let
      value = lib.attrByPath (lib.splitString "." option) null config;
    in
    value != null && value != false;
in
{
  imports = [
    ./backup.nix
    ./postgresql.nix
    ./sanoid.nix
    ./monitoring.nix
  ];

  assertions = [
    {
      assertion = cfg.enable;
      message = "forge.yaml: PostgreSQL is not enabled on this host, so there is nothing to back up: enable services.postgresql, or drop this module from the imports.";
    }
    {
      assertion = cfg.enable -> isDescribed;
      message = "forge.yaml: services.postgresql.dataDir is not the data directory that is described (/var/lib/postgresql/16/main), so another cluster would be backed up: make the two equal.";
    }
    {
      assertion = runs.main -> cfg.package.psqlSchema == "16";
      message = "forge.yaml: services.postgresql.package is not the major version 16 that stanza main describes: after an upgrade of PostgreSQL change the description and read RUNBOOK.md, Upgrade.";
    }
    {
      assertion = runs.main -> cfg.settings.port == 5432;
      message = "forge.yaml: services.postgresql.settings.port is not the port 5432 that stanza main describes, so backups would not find the cluster: make the two equal.";
    }
    {
      assertion = isDescribed -> archiveMode != "off" && archiveMode != false;
      message = "forge.yaml: services.postgresql.settings.archive_mode is off, so no WAL reaches the repositories and no backup can be completed: set it to \"on\".";
    }
    {
      assertion = isDescribed -> (cfg.settings.wal_level or "replica") != "minimal";
      message = "forge.yaml: services.postgresql.settings.wal_level is minimal, with which PostgreSQL does not start while archive_mode is on: use replica or logical.";
    }
    {
      assertion = !(config.services.pgbackrest.enable or false);
      message = "forge.yaml: services.pgbackrest of NixOS is enabled too, and both would own /etc/pgbackrest/pgbackrest.conf and archive_command: turn it off.";
    }
    {
      assertion = lib.versionAtLeast pkgs.pgbackrest.version "2.58";
      message = "forge.yaml: pkgs.pgbackrest is older than the version 2.58 that the description was checked against, so it may drop options that it does not know and have defects that are not reported: lower target.pgbackrest and render again, or update nixpkgs.";
    }
    {
      assertion = config.services.sanoid.templates ? "prod";
      message = "forge.yaml: the snapshot template prod is named in sanoid.externalTemplates, but nothing on this host defines it: set services.sanoid.templates.prod, or describe it under sanoid.templates.";
    }
    {
      assertion = !(config.systemd.services ? "pg-zfs-snapshot");
      message = "forge.yaml: the service pg-zfs-snapshot of the older set-up is still defined: remove it.";
    }
    {
      assertion = !(config.systemd.services ? "pg-check-stale-backup-label");
      message = "forge.yaml: the service pg-check-stale-backup-label of the older set-up is still defined: remove it.";
    }
    {
      assertion = !(isSet "modules.backup.restic.jobs.postgresql-offsite");
      message = "forge.yaml: the option modules.backup.restic.jobs.postgresql-offsite of the older set-up is still set: remove it.";
    }
  ];

  warnings = lib.concatMap (each: lib.optional each.condition each.message) [
    {
      condition = timeZone != "Europe/Berlin";
      message = "forge.yaml: time.timeZone of this host is not Europe/Berlin (not set means UTC), which the description was checked in: the timers run by the host's clock, so windows and alerts may not fit; make the two equal, here or as target.timeZone.";
    }
  ];

  # NixOS has the inhibitors since 26.05.
  system =
    lib.optionalAttrs (options ? system.switch.inhibitors) {
      switch.inhibitors = inhibitors;
    }
    // lib.optionalAttrs (options ? system.preSwitchChecks) {
      preSwitchChecks.pgbackrest-restore = switchCheck;
    };
}
