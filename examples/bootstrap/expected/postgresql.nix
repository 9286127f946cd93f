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
in
{
  config = lib.mkMerge [
    (lib.mkIf (cfg.enable && cfg.dataDir == "/var/lib/postgresql/17") {
      services.postgresql.settings = {
        archive_mode = lib.mkDefault "on";
        # Pushes to every repository; PostgreSQL keeps a segment until all of them have it. Whoever
        # sets another command has no backups: hence no mkDefault.
        archive_command = "${pkgs.pgbackrest}/bin/pgbackrest --stanza=main archive-push %p";
        # Seconds after which an unfinished segment is archived: what a dead host may lose.
        archive_timeout = lib.mkDefault 60;
      };

      # postgresql.service, and so archive_command, sees the file system read-only but for these
      # (ProtectSystem=strict since NixOS 24.11). "-": the database must start although a directory
      # is missing, for instance because a file server is down.
      systemd.services.postgresql.serviceConfig.ReadWritePaths = [
        "-/mnt/nas-backup"
        "-/var/spool/pgbackrest"
        "-/var/log/pgbackrest"
        "-/run/pgbackrest"
      ];
    })
  ];
}
