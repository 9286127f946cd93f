[=header]
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
<#list stanzas as stanza>
    (lib.mkIf (cfg.enable && cfg.dataDir == [=stanza.dataDir]) {
      services.postgresql.settings = {
        archive_mode = lib.mkDefault "on";
        # Pushes to every repository; PostgreSQL keeps a segment until all of them have it. Whoever
        # sets another command has no backups: hence no mkDefault.
        archive_command = [=stanza.archiveCommand];
<#if stanza.archiveTimeout?has_content>
        # Seconds after which an unfinished segment is archived: what a dead host may lose.
        archive_timeout = lib.mkDefault [=stanza.archiveTimeout];
</#if>
      };

      # postgresql.service, and so archive_command, sees the file system read-only but for these
      # (ProtectSystem=strict since NixOS 24.11). "-": the database must start although a directory
      # is missing, for instance because a file server is down.
      systemd.services.postgresql.serviceConfig.ReadWritePaths = [=stanza.writePaths];
    })
</#list>
  ];
}
