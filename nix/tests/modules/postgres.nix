# A module as the generator writes them, for testing the evaluator itself.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.services.postgresql;
  after = if config.systemd.targets ? postgresql then "postgresql.target" else "postgresql.service";
in
{
  imports = [ ./timer.nix ];

  config = lib.mkMerge [
    {
      assertions = [
        {
          assertion = cfg.enable;
          message = "PostgreSQL must be enabled";
        }
        {
          assertion = lib.versions.major cfg.package.version == "16";
          message = "PostgreSQL 16 expected, this is ${cfg.package.version}";
        }
      ];
      environment.etc."x.conf".source = ./x.conf;
    }
    (lib.mkIf cfg.enable {
      services.postgresql.settings = {
        archive_mode = lib.mkDefault "on";
        archive_command = "${lib.getExe pkgs.pgbackrest} archive-push %p";
      };
      systemd.services.backup = {
        after = [ after ];
        serviceConfig = {
          ExecStart = "${pkgs.writeShellScript "backup" "echo ${cfg.dataDir}"}";
          ReadWritePaths = [ "/a" ];
        };
      };
      systemd.services.unused = lib.mkIf false { description = "never"; };
    })
  ];
}
