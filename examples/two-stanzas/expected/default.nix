# Written by pgbackrest2nix 0.1.0 from two-stanzas.yaml.
# Do not edit: change two-stanzas.yaml and render again.
# two-stanzas.yaml sha256: 2489a3b16cb8b25bbe5a83100ee549dd972561417a0929bedc660dfff2a8b058
#
# pgBackRest on lab: stanza orders, reports; repositories local (repo1), vault (repo2), cold (repo4).
# Checked against pgBackRest 2.57 for NixOS 25.11.
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
    orders = cfg.enable && cfg.dataDir == "/var/lib/postgresql/16";
    reports = cfg.enable && cfg.dataDir == "/var/lib/postgresql/reports";
  };
  isDescribed = lib.any (each: each) (lib.attrValues runs);

  # Where it is not set, NixOS leaves the clock in UTC.
  timeZone = if config.time.timeZone == null then "UTC" else config.time.timeZone;

  archiveMode = cfg.settings.archive_mode or "off";

  # A switch is refused where one of these is another than in the running system: the backups that there are belong
  # to them. RUNBOOK.md, Changes, says how it is done on purpose.
  inhibitors = {
    pgbackrest-repository-local = "repo1 posix /srv/pgbackrest cipher none";
    pgbackrest-repository-vault = "repo2 sftp vault.example.net /pgbackrest/lab cipher aes-256-cbc passphrase /run/secrets/vault-passphrase";
    pgbackrest-repository-cold = "repo4 azure blob.core.windows.net postgresql /lab cipher aes-256-cbc passphrase /run/secrets/cold-passphrase";
    pgbackrest-stanza-orders = "PostgreSQL 16 in /var/lib/postgresql/16";
    "pgbackrest-cluster-/var/lib/postgresql/16" = "stanza orders";
    pgbackrest-stanza-reports = "PostgreSQL 17 in /var/lib/postgresql/reports";
    "pgbackrest-cluster-/var/lib/postgresql/reports" = "stanza reports";
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
      message = "two-stanzas.yaml: PostgreSQL is not enabled on this host, so there is nothing to back up: enable services.postgresql, or drop this module from the imports.";
    }
    {
      assertion = cfg.enable -> isDescribed;
      message = "two-stanzas.yaml: services.postgresql.dataDir is not the data directory that is described (/var/lib/postgresql/16, /var/lib/postgresql/reports), so another cluster would be backed up: make the two equal.";
    }
    {
      assertion = runs.orders -> cfg.package.psqlSchema == "16";
      message = "two-stanzas.yaml: services.postgresql.package is not the major version 16 that stanza orders describes: after an upgrade of PostgreSQL change the description and read RUNBOOK.md, Upgrade.";
    }
    {
      assertion = runs.orders -> cfg.settings.port == 5433;
      message = "two-stanzas.yaml: services.postgresql.settings.port is not the port 5433 that stanza orders describes, so backups would not find the cluster: make the two equal.";
    }
    {
      assertion = runs.reports -> cfg.package.psqlSchema == "17";
      message = "two-stanzas.yaml: services.postgresql.package is not the major version 17 that stanza reports describes: after an upgrade of PostgreSQL change the description and read RUNBOOK.md, Upgrade.";
    }
    {
      assertion = runs.reports -> cfg.settings.port == 5432;
      message = "two-stanzas.yaml: services.postgresql.settings.port is not the port 5432 that stanza reports describes, so backups would not find the cluster: make the two equal.";
    }
    {
      assertion = isDescribed -> archiveMode != "off" && archiveMode != false;
      message = "two-stanzas.yaml: services.postgresql.settings.archive_mode is off, so no WAL reaches the repositories and no backup can be completed: set it to \"on\".";
    }
    {
      assertion = isDescribed -> (cfg.settings.wal_level or "replica") != "minimal";
      message = "two-stanzas.yaml: services.postgresql.settings.wal_level is minimal, with which PostgreSQL does not start while archive_mode is on: use replica or logical.";
    }
    {
      assertion = !(config.services.pgbackrest.enable or false);
      message = "two-stanzas.yaml: services.pgbackrest of NixOS is enabled too, and both would own /etc/pgbackrest/pgbackrest.conf and archive_command: turn it off.";
    }
    {
      assertion = lib.versionAtLeast pkgs.pgbackrest.version "2.57";
      message = "two-stanzas.yaml: pkgs.pgbackrest is older than the version 2.57 that the description was checked against, so it may drop options that it does not know and have defects that are not reported: lower target.pgbackrest and render again, or update nixpkgs.";
    }
  ];

  warnings = lib.concatMap (each: lib.optional each.condition each.message) [
    {
      condition = timeZone != "America/New_York";
      message = "two-stanzas.yaml: time.timeZone of this host is not America/New_York (not set means UTC), which the description was checked in: the timers run by the host's clock, so windows and alerts may not fit; make the two equal, here or as target.timeZone.";
    }
    {
      condition = isDescribed && !runs.orders;
      message = "two-stanzas.yaml: services.postgresql does not run the cluster of stanza orders (/var/lib/postgresql/16), so this module does not set its archive_command, without which its backups fail: set it in that cluster's own configuration as RUNBOOK.md, Other clusters, says.";
    }
    {
      condition = isDescribed && !runs.reports;
      message = "two-stanzas.yaml: services.postgresql does not run the cluster of stanza reports (/var/lib/postgresql/reports), so this module does not set its archive_command, without which its backups fail: set it in that cluster's own configuration as RUNBOOK.md, Other clusters, says.";
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
