# The options that are declared here, with their types as documentation words them: a set of
# descriptions by path. "<name>" stands for any name, "*" for any element of a list.
#
#   release  of NixOS
{ release }:
let
  lib = import ./lib.nix;
  evaluated = lib.evalModules {
    modules = [
      ./nixos
      { system.stateVersion = release; }
    ];
    specialArgs = {
      inherit release;
      pkgs = import ./pkgs.nix;
    };
  };
in
builtins.listToAttrs (
  map (option: lib.nameValuePair (lib.concatStringsSep "." option.path) option.description) (
    lib.types.optionsIn [ ] evaluated.options
  )
)
