# services.pgbackrest2nix.description = ./forge.yaml;
#
# The same files with the same checks as `render` writes, but rendered while the configuration is
# evaluated, for those who want no generated files in their repository. What that costs:
#
#   - It is an import from derivation. Evaluating the configuration builds the generator first, with
#     Maven, unless a cache has it; evaluators that forbid such imports (Hydra, `nix flake show`) fail.
#   - It is built for the host's system: a host of another architecture takes a builder for that.
#   - Nobody sees in a review what a changed description, or a new version, changes on the host, and there
#     is no previous rendering to compare with: what must not change in place is refused by the host's
#     switch alone, on NixOS 26.05 or newer.
{
  config,
  lib,
  options,
  pkgs,
  utils,
  ...
}:
let
  cfg = config.services.pgbackrest2nix;
  isDescribed = cfg.description != null;

  arguments = {
    inherit
      config
      lib
      options
      pkgs
      utils
      ;
  };

  # A definition as sets without conditions around them, which are put around their values instead.
  sets =
    definition:
    {
      merge = lib.concatMap sets definition.contents;
      "if" = map (lib.mapAttrs (_: lib.mkIf definition.condition)) (sets definition.content);
    }
    .${definition._type or ""} or [ definition ];

  # What a rendered file and all that it imports define.
  load =
    file:
    let
      value = import file;
      module = if lib.isFunction value then value arguments else value;
    in
    sets (module.config or (removeAttrs module [ "imports" ]))
    ++ lib.concatMap load (module.imports or [ ]);
  definitions = lib.optionals isDescribed (load "${cfg.folder}/default.nix");

  # To know whether a module sets services.pgbackrest2nix, NixOS needs the names of all that it sets. If
  # those came from the rendered files, it would have to render them to know what to render. So they
  # are here, and an assertion tells if one is missing.
  settable = [
    "environment"
    "system"
    "systemd"
    "users"
    "warnings"
  ];
  settableServices = [
    "logrotate"
    "postgresql"
    "prometheus"
    "sanoid"
  ];

  select = name: among: lib.mkMerge (lib.catAttrs name among);
  services = lib.concatMap sets (lib.catAttrs "services" definitions);
  namesIn = among: lib.unique (lib.concatMap lib.attrNames among);
  unknown =
    lib.subtractLists (
      settable
      ++ [
        "assertions"
        "services"
      ]
    ) (namesIn definitions)
    ++ map (name: "services.${name}") (lib.subtractLists settableServices (namesIn services));
in
{
  options.services.pgbackrest2nix = {
    description = lib.mkOption {
      type = lib.types.nullOr lib.types.path;
      default = null;
      example = lib.literalExpression "./forge.yaml";
      description = ''
        The description of this host's backups. It is rendered while the configuration is evaluated.
      '';
    };

    package = lib.mkOption {
      type = lib.types.package;
      default = pkgs.callPackage ./package.nix { };
      defaultText = lib.literalExpression "pkgs.callPackage ./package.nix { }";
      description = "The generator.";
    };

    folder = lib.mkOption {
      type = lib.types.nullOr lib.types.path;
      default =
        if isDescribed then
          import ./render.nix {
            inherit pkgs;
            inherit (cfg) description package;
          }
        else
          null;
      defaultText = lib.literalMD "what the description is rendered to";
      internal = true;
      description = "The rendered files, RUNBOOK.md among them.";
    };
  };

  config = lib.genAttrs settable (name: select name definitions) // {
    assertions = lib.mkMerge [
      [
        {
          assertion = unknown == [ ];
          message = "pgbackrest2nix: nix/module.nix does not pass on ${lib.concatStringsSep ", " unknown}, which the rendered files set: import the rendered folder instead, and report this.";
        }
      ]
      (select "assertions" definitions)
    ];
    services = lib.genAttrs settableServices (name: select name services);
  };
}
