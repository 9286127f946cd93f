# Evaluates NixOS modules without nixpkgs.
#
#   modules     a JSON list of files, each a module
#   host        what the host's own configuration says: JSON, or a file that is a module
#   pgbackrest  the version of pkgs.pgbackrest, if it is not that of pkgs.nix
#
# Gives { definitions, failedAssertions, warnings }: what the modules define (not the host), as data.
# Two different values at the same priority are an error, as in NixOS.
{
  modules,
  host ? "{}",
  pgbackrest ? "",
}:
let
  lib = import ./lib.nix;
  allPkgs = import ./pkgs.nix;
  pkgs =
    allPkgs
    // lib.optionalAttrs (pgbackrest != "") {
      pgbackrest = allPkgs.pgbackrest // {
        version = pgbackrest;
      };
    };

  arguments = {
    inherit lib pkgs;
    config = all.value;
    options = { };
    utils = {
      escapeSystemdExecArgs = lib.concatMapStringsSep " " (
        argument:
        builtins.replaceStrings [ "$" ] [ "$$" ] (
          builtins.replaceStrings [ "%" ] [ "%%" ] (builtins.toJSON (toString argument))
        )
      );
    };
    modulesPath = "/modules";
  };

  # A module and all it imports, each once.
  load =
    seen: todo:
    if todo == [ ] then
      [ ]
    else
      let
        reference = builtins.head todo;
        isFile = builtins.isPath reference || builtins.isString reference;
        key = if isFile then toString reference else null;
        imported = if isFile then import reference else reference;
        module = if builtins.isFunction imported then imported arguments else imported;
      in
      if key != null && builtins.elem key seen then
        load seen (builtins.tail todo)
      else
        [ (normalize module) ]
        ++ load (seen ++ lib.optional (key != null) key) (
          builtins.tail todo ++ (module.imports or [ ])
        );

  normalize =
    module:
    if module ? config || module ? options then
      {
        config = module.config or { };
        options = module.options or { };
      }
    else
      {
        config = builtins.removeAttrs module [
          "imports"
          "meta"
          "_file"
          "disabledModules"
        ];
        options = { };
      };

  ours = load [ ] (map (file: /. + file) (builtins.fromJSON modules));
  hosts = load [ ] [
    ./nixos.nix
    (if lib.hasPrefix "/" host then /. + host else builtins.fromJSON host)
  ];

  # Defaults of the options that our modules declare.
  defaultsOf =
    options:
    if options._type or "" == "option" then
      if options ? default then lib.mkOptionDefault options.default else lib.mkMerge [ ]
    else
      builtins.mapAttrs (_: defaultsOf) options;

  declaredParents =
    path: options:
    if options._type or "" == "option" then
      [ ]
    else
      [ path ]
      ++ builtins.concatMap (name: declaredParents (path ++ [ name ]) options.${name}) (
        builtins.attrNames options
      );

  static = [
    [ ]
    [ "environment" ]
    [ "networking" ]
    [ "services" ]
    [
      "services"
      "logrotate"
    ]
    [
      "services"
      "pgbackrest"
    ]
    [
      "services"
      "postgresql"
    ]
    [
      "services"
      "prometheus"
    ]
    [
      "services"
      "prometheus"
      "exporters"
    ]
    [
      "services"
      "prometheus"
      "exporters"
      "node"
    ]
    [
      "services"
      "sanoid"
    ]
    [ "system" ]
    [ "systemd" ]
    [
      "systemd"
      "tmpfiles"
    ]
    [ "time" ]
    [ "users" ]
  ]
  ++ builtins.concatMap (module: declaredParents [ ] module.options) ours;

  merging = import ./merge.nix {
    inherit lib;
    isStatic = path: builtins.elem path static;
  };

  configs = map (module: merging.plain module.config);
  defaults = map (module: merging.plain (defaultsOf module.options)) ours;

  all = merging.merge [ ] (configs hosts ++ defaults ++ configs ours);
  own = merging.merge [ ] (configs ours);

  # Conflicts with the host show only where everything is evaluated.
  checked = builtins.deepSeq (merging.toData all) own;
in
{
  definitions = merging.toData checked;
  failedAssertions = map (a: a.message) (builtins.filter (a: !a.assertion) all.value.assertions);
  inherit (all.value) warnings;
}
