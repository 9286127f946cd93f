# Checks for `nix flake check` of a repository of hosts: derivations that build where all is well.
#
#   hosts.forge = {
#     description = ./hosts/forge.yaml;
#     folder = ./modules/pgbackrest;   # as it is committed; not where nix/module.nix renders
#   };
#
# pgbackrest-descriptions is `validate` of all descriptions together, so that what hosts do to each other
# is found, too; pgbackrest-forge is `render --check`.
{
  pkgs,
  hosts,
  package ? pkgs.callPackage ./package.nix { },
  # The least severe finding that fails: "error" or "warning".
  failOn ? "error",
}:
let
  inherit (pkgs) lib;

  # Not every file name may be one in the store.
  stored = name: path: builtins.path { inherit name path; };

  # With the name that it has in the repository, for that is in the rendered files.
  file =
    name: host:
    lib.escapeShellArg "${name}/${builtins.unsafeDiscardStringContext (baseNameOf host.description)}";
  copy = name: host: ''
    mkdir ${lib.escapeShellArg name}
    cp ${stored "description.yaml" host.description} ${file name host}
  '';

  check =
    name: script:
    pkgs.runCommand name { nativeBuildInputs = [ package ]; } ''
      mkdir hosts
      cd hosts
      ${script}
      touch "$out"
    '';

  render =
    name: host:
    check "pgbackrest-${name}" ''
      ${copy name host}
      pgbackrest2nix render ${file name host} --check --out ${stored "rendered" host.folder}
    '';

  validate = check "pgbackrest-descriptions" ''
    ${lib.concatStrings (lib.mapAttrsToList copy hosts)}
    pgbackrest2nix validate --fail-on ${failOn} ${toString (lib.mapAttrsToList file hosts)}
  '';
in
lib.mapAttrs' (name: host: lib.nameValuePair "pgbackrest-${name}" (render name host)) (
  lib.filterAttrs (_: host: host ? folder) hosts
)
// {
  pgbackrest-descriptions = validate;
}
