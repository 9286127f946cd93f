{
  config,
  lib,
  pkgs,
  release,
  ...
}:
let
  inherit (lib) mkOption types;
  cfg = config.services.postgresql;
  isSince = lib.versionAtLeast release;
  usualDirectory = "/var/lib/postgresql/${cfg.package.psqlSchema}";

  list =
    element:
    mkOption {
      type = types.listOf element;
      default = [ ];
    };
  text = mkOption {
    type = types.lines;
    default = "";
  };

  settings = {
    freeformType = types.attrsOf (
      types.oneOf [
        types.bool
        types.float
        types.int
        types.str
      ]
    );
    options = {
      port = mkOption {
        type = types.port;
        default = 5432;
      };
      log_line_prefix = mkOption {
        type = types.str;
        default = "[%p] ";
      };
      shared_preload_libraries = mkOption {
        type = types.nullOr (
          types.coercedTo (types.listOf types.str) (lib.concatStringsSep ",") types.commas
        );
        default = null;
      };
    };
  };

  user = {
    options = {
      name = mkOption { type = types.str; };
      ensureDBOwnership = mkOption {
        type = types.bool;
        default = false;
      };
      ensureClauses = mkOption {
        type = types.submodule {
          freeformType = types.attrsOf (
            types.oneOf [
              types.str
              types.int
              types.bool
            ]
          );
        };
        default = { };
      };
    };
  };

  filter = {
    options = {
      enable = mkOption {
        type = types.bool;
        default = true;
      };
      priority = mkOption {
        type = types.int;
        default = 1000;
      };
    };
  };
  packages = types.listOf types.path;
in
{
  options.services.postgresql = {
    enable = lib.mkEnableOption "PostgreSQL";
    enableJIT = lib.mkEnableOption "JIT";
    enableTCPIP = mkOption {
      type = types.bool;
      default = false;
    };
    package = mkOption {
      type = types.package;
      default =
        if isSince "25.11" then
          pkgs.postgresql_17
        else if isSince "24.11" then
          pkgs.postgresql_16
        else
          pkgs.postgresql_15;
    };
    finalPackage = mkOption {
      type = types.package;
      readOnly = true;
      default = cfg.package;
    };
    extensions = mkOption {
      type = types.coercedTo packages (paths: _: paths) (types.functionTo packages);
      default = _: [ ];
    };
    checkConfig = mkOption {
      type = types.bool;
      default = true;
    };
    # Has no value where PostgreSQL is off.
    dataDir = mkOption { type = types.path; };
    superUser = mkOption {
      type = types.str;
      default = "postgres";
      readOnly = true;
    };
    settings = mkOption {
      type = types.submodule settings;
      default = { };
    };
    authentication = text;
    identMap = text;
    initdbArgs = list types.str;
    initialScript = mkOption {
      type = types.nullOr types.path;
      default = null;
    };
    ensureDatabases = list types.str;
    ensureUsers = list (types.submodule user);
    systemCallFilter = mkOption {
      type = types.attrsOf (
        types.coercedTo types.bool (enable: { inherit enable; }) (types.submodule filter)
      );
      default = { };
    };
  };

  config = lib.mkIf cfg.enable {
    services.postgresql = {
      dataDir = lib.mkDefault usualDirectory;
      settings = {
        hba_file = "/etc/pg_hba.conf";
        ident_file = "/etc/pg_ident.conf";
        log_destination = "stderr";
        listen_addresses = if cfg.enableTCPIP then "*" else "localhost";
        jit = lib.mkDefault (if cfg.enableJIT then "on" else "off");
      };
    };

    users.users.postgres = {
      uid = 71;
      group = "postgres";
      home = cfg.dataDir;
      isSystemUser = true;
    };
    users.groups.postgres.gid = 71;

    environment.systemPackages = [ cfg.finalPackage ];

    systemd.services.postgresql = {
      description = "PostgreSQL Server";
      after = [ "network.target" ];
      wants = lib.optional (isSince "25.11") "postgresql.target";
      partOf = lib.optional (isSince "25.11") "postgresql.target";
      wantedBy = lib.optional (!isSince "25.11") "multi-user.target";
      environment.PGDATA = cfg.dataDir;
      path = [ cfg.finalPackage ];
      serviceConfig = lib.mkMerge [
        {
          ExecStart = "${cfg.finalPackage}/bin/postgres";
          KillMode = "mixed";
          KillSignal = "SIGINT";
          User = "postgres";
          Group = "postgres";
          RuntimeDirectory = "postgresql";
          TimeoutSec = 120;
          Type = "notify";
          UMask = "0027";
          PrivateTmp = true;
          ProtectHome = true;
          ProtectSystem = "strict";
          MemoryDenyWriteExecute = lib.mkDefault (cfg.settings.jit == "off");
        }
        (lib.mkIf (cfg.dataDir != usualDirectory) { ReadWritePaths = [ cfg.dataDir ]; })
        (lib.mkIf (cfg.dataDir == usualDirectory) {
          StateDirectory = "postgresql postgresql/${cfg.package.psqlSchema}";
          StateDirectoryMode = "0750";
        })
      ];
      unitConfig.RequiresMountsFor = cfg.dataDir;
    };

    systemd.targets = lib.mkIf (isSince "25.11") {
      postgresql = {
        description = "PostgreSQL";
        wantedBy = [ "multi-user.target" ];
        requires = [
          "postgresql.service"
          "postgresql-setup.service"
        ];
      };
    };
  };
}
