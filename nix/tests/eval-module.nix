# Evaluates NixOS modules without nixpkgs.
#
#   modules     a JSON list of files, each a module
#   host        what the host's own configuration says: JSON, or a file that is a module
#   pgbackrest  the version of pkgs.pgbackrest, if it is not that of pkgs.nix
#
# Gives { definitions, failedAssertions, warnings }: what the modules define, not the host, as
# data. What NixOS refuses is refused.
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

  evaluate =
    release: modules:
    lib.evalModules {
      inherit modules;
      declarations = [
        ./nixos
        (if lib.hasPrefix "/" host then /. + host else { config = builtins.fromJSON host; })
      ];
      specialArgs = {
        inherit pkgs release;
        utils = import ./utils.nix { inherit lib; };
        modulesPath = "/modules";
      };
    };

  # As in NixOS, which options there are follows from no definition: a module may ask for options
  # before it defines any. So the release that the host says is looked up by itself.
  release = (evaluate "26.11" [ ]).config.system.stateVersion;

  evaluated = evaluate release (map (file: /. + file) (builtins.fromJSON modules));
  inherit (evaluated) config;

  # Packages and files by their paths, and nothing but JSON.
  toData =
    value:
    if builtins.isPath value || value ? outPath then
      toString value
    else if builtins.isList value then
      map toData value
    else if builtins.isAttrs value then
      builtins.mapAttrs (_: toData) value
    else if builtins.isFunction value then
      "<function>"
    else
      value;

  definedBy = only: toData (evaluated.defined { inherit only; });
in
{
  # Conflicts with the host, and with NixOS, show only where everything is evaluated.
  definitions = builtins.deepSeq (definedBy "all") (definedBy "ours");
  failedAssertions = map (each: each.message) (
    builtins.filter (each: !each.assertion) config.assertions
  );
  inherit (config) warnings;
}
