# Written by pgbackrest2nix 0.1.0 from s3-encrypted.yaml.
# Do not edit: change s3-encrypted.yaml and render again.
# s3-encrypted.yaml sha256: a4654d3874cbc2f8f5f87d65f637b899b070c03c586836a7cab672b9a13922a1
#
# pgBackRest on shop: stanza shop; repositories offsite (repo1).
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
    shop = cfg.enable && cfg.dataDir == "/var/lib/postgresql/17";
  };
  isDescribed = lib.any (each: each) (lib.attrValues runs);

  # Where it is not set, NixOS leaves the clock in UTC.
  timeZone = if config.time.timeZone == null then "UTC" else config.time.timeZone;

  archiveMode = cfg.settings.archive_mode or "off";

  # A switch is refused where one of these is another than in the running system: the backups that there are belong
  # to them. RUNBOOK.md, Changes, says how it is done on purpose.
  inhibitors = {
    pgbackrest-repository-offsite = "repo1 s3 s3.eu-central-2.example.com shop-postgresql /shop cipher aes-256-cbc passphrase /run/secrets/pgbackrest-cipher-pass";
    pgbackrest-stanza-shop = "PostgreSQL 17 in /var/lib/postgresql/17";
    "pgbackrest-cluster-/var/lib/postgresql/17" = "stanza shop";
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
      message = "s3-encrypted.yaml: PostgreSQL is not enabled on this host, so there is nothing to back up: enable services.postgresql, or drop this module from the imports.";
    }
    {
      assertion = cfg.enable -> isDescribed;
      message = "s3-encrypted.yaml: services.postgresql.dataDir is not the data directory that is described (/var/lib/postgresql/17), so another cluster would be backed up: make the two equal.";
    }
    {
      assertion = runs.shop -> cfg.package.psqlSchema == "17";
      message = "s3-encrypted.yaml: services.postgresql.package is not the major version 17 that stanza shop describes: after an upgrade of PostgreSQL change the description and read RUNBOOK.md, Upgrade.";
    }
    {
      assertion = runs.shop -> cfg.settings.port == 5432;
      message = "s3-encrypted.yaml: services.postgresql.settings.port is not the port 5432 that stanza shop describes, so backups would not find the cluster: make the two equal.";
    }
    {
      assertion = isDescribed -> archiveMode != "off" && archiveMode != false;
      message = "s3-encrypted.yaml: services.postgresql.settings.archive_mode is off, so no WAL reaches the repositories and no backup can be completed: set it to \"on\".";
    }
    {
      assertion = isDescribed -> (cfg.settings.wal_level or "replica") != "minimal";
      message = "s3-encrypted.yaml: services.postgresql.settings.wal_level is minimal, with which PostgreSQL does not start while archive_mode is on: use replica or logical.";
    }
    {
      assertion = !(config.services.pgbackrest.enable or false);
      message = "s3-encrypted.yaml: services.pgbackrest of NixOS is enabled too, and both would own /etc/pgbackrest/pgbackrest.conf and archive_command: turn it off.";
    }
    {
      assertion = lib.versionAtLeast pkgs.pgbackrest.version "2.58";
      message = "s3-encrypted.yaml: pkgs.pgbackrest is older than the version 2.58 that the description was checked against, so it may drop options that it does not know and have defects that are not reported: lower target.pgbackrest and render again, or update nixpkgs.";
    }
  ];

  warnings = lib.concatMap (each: lib.optional each.condition each.message) [
    {
      condition = timeZone != "Europe/Vienna";
      message = "s3-encrypted.yaml: time.timeZone of this host is not Europe/Vienna (not set means UTC), which the description was checked in: the timers run by the host's clock, so windows and alerts may not fit; make the two equal, here or as target.timeZone.";
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
