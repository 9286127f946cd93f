# What a NixOS host says before any module of ours: defaults, all of them overridable.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  default = lib.mkOptionDefault;
in
{
  system.stateVersion = default "25.11";
  system.build.toplevel = default "/run/current-system";
  networking.hostName = default "host";
  assertions = default [ ];
  warnings = default [ ];
  environment.etc = default { };
  environment.systemPackages = default [ ];
  time.timeZone = default null;
  users.users.postgres.uid = default 71;
  users.groups.postgres.gid = default 71;
  systemd.package = default pkgs.systemd;
  systemd.services = default { };
  systemd.timers = default { };
  # Exists since NixOS 25.11.
  systemd.targets = lib.mkMerge [
    { }
    (lib.mkIf (lib.versionAtLeast config.system.stateVersion "25.11") {
      postgresql = lib.mkIf config.services.postgresql.enable { };
    })
  ];
  systemd.tmpfiles.rules = default [ ];
  systemd.tmpfiles.settings = default { };
  services.postgresql = {
    enable = default false;
    package = default pkgs.postgresql_17;
    dataDir = default "/var/lib/postgresql/${config.services.postgresql.package.psqlSchema}";
    finalPackage = default config.services.postgresql.package;
    superUser = default "postgres";
    settings.port = default 5432;
  };
  services.prometheus = {
    enable = default false;
    rules = default [ ];
    ruleFiles = default [ ];
    exporters.node = {
      enable = default false;
      extraFlags = default [ ];
    };
  };
  services.sanoid = {
    enable = default false;
    interval = default "hourly";
    datasets = default { };
    templates = default { };
  };
  services.pgbackrest.enable = default false;
  services.logrotate.enable = default true;
}
