# Written by pgbackrest2nix 0.1.0 from metered-offsite.yaml.
# Do not edit: change metered-offsite.yaml and render again.
# metered-offsite.yaml sha256: b5815b023cc301d6843c33a0f2f305cae431acfce2d9128574b9cde2e088b66b
#
# pgBackRest on ledger: stanza main; repositories disk (repo1), offsite (repo2).
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
    main = cfg.enable && cfg.dataDir == "/var/lib/postgresql/17";
  };
  isDescribed = lib.any (each: each) (lib.attrValues runs);

  # Where it is not set, NixOS leaves the clock in UTC.
  timeZone = if config.time.timeZone == null then "UTC" else config.time.timeZone;

  archiveMode = cfg.settings.archive_mode or "off";

  # A switch is refused where one of these is another than in the running system: the backups that there are belong
  # to them. RUNBOOK.md, Changes, says how it is done on purpose.
  inhibitors = {
    pgbackrest-repository-disk = "repo1 posix /srv/backup/pgbackrest cipher none";
    pgbackrest-repository-offsite = "repo2 s3 s3.eu-central-1.amazonaws.com ledger-backups /ledger cipher aes-256-cbc passphrase /run/secrets/offsite-passphrase";
    pgbackrest-stanza-main = "PostgreSQL 17 in /var/lib/postgresql/17";
    "pgbackrest-cluster-/var/lib/postgresql/17" = "stanza main";
  };

  bootstraps = [ ];

  switchCheck = ''
    SYSTEMCTL=${config.systemd.package}/bin/systemctl
    BOOTSTRAPS=${lib.escapeShellArg (toString bootstraps)}
    ${builtins.readFile ./switch-check.sh}
  '';
in
{
  imports = [
    ./backup.nix
    ./postgresql.nix
    ./monitoring.nix
  ];

  assertions = [
    {
      assertion = cfg.enable;
      message = "metered-offsite.yaml: PostgreSQL is not enabled on this host, so there is nothing to back up: enable services.postgresql, or drop this module from the imports.";
    }
    {
      assertion = cfg.enable -> isDescribed;
      message = "metered-offsite.yaml: services.postgresql.dataDir is not the data directory that is described (/var/lib/postgresql/17), so another cluster would be backed up: make the two equal.";
    }
    {
      assertion = runs.main -> cfg.package.psqlSchema == "17";
      message = "metered-offsite.yaml: services.postgresql.package is not the major version 17 that stanza main describes: after an upgrade of PostgreSQL change the description and read RUNBOOK.md, Upgrade.";
    }
    {
      assertion = runs.main -> cfg.settings.port == 5432;
      message = "metered-offsite.yaml: services.postgresql.settings.port is not the port 5432 that stanza main describes, so backups would not find the cluster: make the two equal.";
    }
    {
      assertion = isDescribed -> archiveMode != "off" && archiveMode != false;
      message = "metered-offsite.yaml: services.postgresql.settings.archive_mode is off, so no WAL reaches the repositories and no backup can be completed: set it to \"on\".";
    }
    {
      assertion = isDescribed -> (cfg.settings.wal_level or "replica") != "minimal";
      message = "metered-offsite.yaml: services.postgresql.settings.wal_level is minimal, with which PostgreSQL does not start while archive_mode is on: use replica or logical.";
    }
    {
      assertion = !(config.services.pgbackrest.enable or false);
      message = "metered-offsite.yaml: services.pgbackrest of NixOS is enabled too, and both would own /etc/pgbackrest/pgbackrest.conf and archive_command: turn it off.";
    }
    {
      assertion = lib.versionAtLeast pkgs.pgbackrest.version "2.58";
      message = "metered-offsite.yaml: pkgs.pgbackrest is older than the version 2.58 that the description was checked against, so it may drop options that it does not know and have defects that are not reported: lower target.pgbackrest and render again, or update nixpkgs.";
    }
  ];

  warnings = lib.concatMap (each: lib.optional each.condition each.message) [
    {
      condition = timeZone != "Europe/Berlin";
      message = "metered-offsite.yaml: time.timeZone of this host is not Europe/Berlin (not set means UTC), which the description was checked in: the timers run by the host's clock, so windows and alerts may not fit; make the two equal, here or as target.timeZone.";
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
