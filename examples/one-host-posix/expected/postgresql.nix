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

  startScript = pkgs.writeShellScript "postgresql-start" (builtins.readFile ./postgresql-start.sh);
  start = step: arguments: "${startScript} ${step} ${lib.escapeShellArgs arguments}";
in
{
  config = lib.mkMerge [
    (lib.mkIf (cfg.enable && cfg.dataDir == "/var/lib/postgresql/16") {
      services.postgresql.settings = {
        archive_mode = lib.mkDefault "on";
        # Pushes to every repository; PostgreSQL keeps a segment until all of them have it. Whoever
        # sets another command has no backups: hence no mkDefault.
        archive_command = "${pkgs.pgbackrest}/bin/pgbackrest --stanza=main archive-push %p";
      };

      # postgresql.service, and so archive_command, sees the file system read-only but for these
      # (ProtectSystem=strict since NixOS 24.11). "-": the database must start although a directory
      # is missing, for instance because a file server is down.
      systemd.services.postgresql.serviceConfig.ReadWritePaths = [
        "-/backup/pgbackrest"
        "-/var/log/pgbackrest"
        "-/run/pgbackrest"
      ];

      # NixOS makes an empty cluster where the directory is empty, also where the cluster of an older version lies
      # in the directory beside it: whoever uses the database would find nothing in it.
      systemd.services.postgresql.preStart = lib.mkBefore (start "before" [
        "/var/lib/postgresql/16"
        "16"
      ]);

      # Until 25.05 the service itself runs the set-up statements (ensureUsers and such), as soon as it can connect.
      # During a recovery they fail, and systemd stops PostgreSQL in the middle of it.
      systemd.services.postgresql.postStart = lib.mkIf (!(config.systemd.targets ? postgresql)) (
        lib.mkBefore (start "after" [
          "/var/lib/postgresql/16"
          "5432"
        ])
      );
    })
  ];
}
