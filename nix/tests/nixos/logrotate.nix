{ config, lib, ... }:
let
  inherit (lib) mkOption types;

  section =
    { name, ... }:
    {
      freeformType = types.attrsOf (
        types.nullOr (
          types.oneOf [
            types.int
            types.bool
            types.str
          ]
        )
      );
      options = {
        enable = mkOption {
          type = types.bool;
          default = true;
        };
        global = mkOption {
          type = types.bool;
          default = false;
        };
        files = mkOption {
          type = types.either types.str (types.listOf types.str);
          default = name;
        };
        frequency = mkOption {
          type = types.nullOr types.str;
          default = null;
        };
        priority = mkOption {
          type = types.int;
          default = 1000;
        };
      };
    };
in
{
  options.services.logrotate = {
    enable = mkOption {
      type = types.bool;
      default = lib.any (each: each.enable) (lib.attrValues config.services.logrotate.settings);
    };
    allowNetworking = lib.mkEnableOption "network access for logrotate";
    settings = mkOption {
      type = types.attrsOf (types.submodule section);
      default = { };
    };
    checkConfig = mkOption {
      type = types.bool;
      default = true;
    };
    extraArgs = mkOption {
      type = types.listOf types.str;
      default = [ ];
    };
  };
}
