# The host as a whole. Its stateVersion also says which release of NixOS it stands for.
{ lib, release, ... }:
let
  inherit (lib) mkOption types;
in
{
  options = {
    system = {
      stateVersion = mkOption {
        type = types.str;
        default = "25.11";
      };
      nixos.release = mkOption {
        type = types.str;
        default = release;
        readOnly = true;
      };
      build = mkOption {
        type = types.submodule {
          freeformType = types.lazyAttrsOf types.unspecified;
        };
        default = { };
      };
      # Since NixOS 24.11.
      preSwitchChecks = mkOption {
        type = types.attrsOf types.str;
        default = { };
      };
      # Since NixOS 26.05.
      switch = lib.optionalAttrs (lib.versionAtLeast release "26.05") {
        inhibitors = mkOption {
          type = types.attrsOf types.str;
          default = { };
        };
      };
    };

    networking = {
      hostName = mkOption {
        type = types.strMatching "^$|^[[:alnum:]]([[:alnum:]_-]{0,61}[[:alnum:]])?$";
        default = "host";
      };
      hostId = mkOption {
        type = types.nullOr types.str;
        default = null;
      };
    };

    time.timeZone = mkOption {
      type = types.nullOr (types.addCheck types.str (text: !lib.hasInfix " " text)) // {
        description = "null or string without spaces";
      };
      default = null;
    };
  };

  config.system.build.toplevel = "/run/current-system";
}
