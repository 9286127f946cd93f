# Options of every shape that NixOS has, for modules with a fault that this system, and nixpkgs' lib, must
# find. Works with either lib.
{ config, lib, ... }:
let
  inherit (lib) mkOption types;

  list = mkOption {
    type = types.listOf types.str;
    default = [ ];
  };

  exporter.options = {
    enable = mkOption {
      type = types.bool;
      default = false;
    };
    extraFlags = list;
  };
  exporters.options.node = mkOption {
    type = types.submodule exporter;
    default = { };
  };

  service =
    { name, config, ... }:
    {
      options = {
        name = mkOption { type = types.str; };
        after = list;
        script = mkOption {
          type = types.lines;
          default = "";
        };
        limit = mkOption { type = types.int; };
        serviceConfig = mkOption {
          type = types.attrsOf setting;
          default = { };
        };
      };
      config = {
        name = "${name}.service";
        serviceConfig = lib.mkIf (config.script != "") { ExecStart = config.script; };
      };
    };
  setting = lib.mkOptionType {
    name = "systemd option";
    merge =
      path: definitions:
      if lib.any (each: builtins.isList each.value) definitions then
        lib.concatMap (each: lib.toList each.value) definitions
      else
        lib.mergeEqualOption path definitions;
  };

  settings = {
    freeformType = types.attrsOf (types.either types.int types.str);
    options.port = mkOption {
      type = types.port;
      default = 5432;
    };
  };
in
{
  options = {
    exporters = mkOption {
      type = types.submodule exporters;
      default = { };
    };
    services = mkOption {
      type = types.attrsOf (types.submodule service);
      default = { };
    };
    postgresql = {
      enable = mkOption {
        type = types.bool;
        default = false;
      };
      dataDir = mkOption { type = types.path; };
      settings = mkOption {
        type = types.submodule settings;
        default = { };
      };
      superUser = mkOption {
        type = types.str;
        default = "postgres";
        readOnly = true;
      };
    };
    list = list;
    number = mkOption { type = types.int; };
    maybe = mkOption { type = types.nullOr types.int; };
    path = mkOption { type = types.path; };
    lines = mkOption { type = types.lines; };
    choice = mkOption {
      type = types.enum [
        "on"
        "off"
      ];
    };
    either = mkOption { type = types.either types.str (types.listOf types.str); };
    numbers = mkOption { type = types.attrsOf types.int; };
    anything = mkOption { };
  };

  config.postgresql.dataDir = lib.mkIf config.postgresql.enable "/var/lib/postgresql/17";
}
