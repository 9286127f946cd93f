{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib) mkOption types;
  cfg = config.services.sanoid;

  nullable =
    type:
    mkOption {
      type = types.nullOr type;
      default = null;
    };
  switch = mkOption {
    type = types.bool;
    default = false;
  };

  # What sanoid understands beyond what is declared is not checked by NixOS.
  settings =
    types.attrsOf (
      types.nullOr (
        types.oneOf [
          types.str
          types.int
          types.bool
          (types.listOf types.str)
        ]
      )
    )
    // {
      description = "dataset/template options";
    };

  common = {
    hourly = nullable types.ints.unsigned;
    daily = nullable types.ints.unsigned;
    monthly = nullable types.ints.unsigned;
    yearly = nullable types.ints.unsigned;
    autoprune = nullable types.bool;
    autosnap = nullable types.bool;
    pre_snapshot_script = nullable types.str;
    post_snapshot_script = nullable types.str;
    pruning_script = nullable types.str;
    no_inconsistent_snapshot = nullable types.bool;
    force_post_snapshot_script = nullable types.bool;
    script_timeout = nullable types.int;
  };

  templates = mkOption {
    type = types.listOf (
      types.str
      // {
        check = name: cfg.templates ? ${name};
        description = "configured template name";
      }
    );
    default = [ ];
  };
  recursive = mkOption {
    type = types.oneOf [
      types.bool
      (types.enum [ "zfs" ])
    ];
    default = false;
  };
in
{
  options.services.sanoid = {
    enable = lib.mkEnableOption "sanoid";
    package = mkOption {
      type = types.package;
      default = pkgs.sanoid;
    };
    interval = mkOption {
      type = types.str;
      default = "hourly";
    };
    datasets = mkOption {
      type = types.attrsOf (
        types.submodule {
          freeformType = settings;
          options = common // {
            inherit recursive;
            use_template = templates;
            useTemplate = templates;
            process_children_only = switch;
            processChildrenOnly = switch;
          };
        }
      );
      default = { };
    };
    templates = mkOption {
      type = types.attrsOf (
        types.submodule {
          freeformType = settings;
          options = common;
        }
      );
      default = { };
    };
    settings = mkOption {
      type = types.attrsOf settings;
      default = { };
    };
    extraArgs = mkOption {
      type = types.listOf types.str;
      default = [ ];
    };
  };
}
