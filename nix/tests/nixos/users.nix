{ lib, pkgs, ... }:
let
  inherit (lib) mkOption types;
  entry = types.passwdEntry types.str;

  withDefault =
    type: default:
    mkOption {
      inherit type default;
    };
  nullable = type: withDefault (types.nullOr type) null;
  list = type: withDefault (types.listOf type) [ ];

  user =
    { name, ... }:
    {
      options = {
        enable = withDefault types.bool true;
        name = withDefault entry name;
        description = withDefault entry "";
        uid = nullable types.int;
        isNormalUser = withDefault types.bool false;
        isSystemUser = withDefault types.bool false;
        group = withDefault types.str "";
        extraGroups = list types.str;
        home = withDefault (types.passwdEntry types.path) "/var/empty";
        homeMode = withDefault (types.strMatching "[0-7]{1,5}") "700";
        createHome = withDefault types.bool false;
        shell = withDefault (types.nullOr (
          types.either types.shellPackage (types.passwdEntry types.path)
        )) pkgs.bash;
        useDefaultShell = withDefault types.bool false;
        linger = nullable types.bool;
        packages = list types.package;
        openssh.authorizedKeys.keys = list types.singleLineStr;
        openssh.authorizedKeys.keyFiles = list types.path;
      };
    };
  group =
    { name, ... }:
    {
      options = {
        name = withDefault entry name;
        gid = nullable types.int;
        members = list entry;
      };
    };
in
{
  options.users = {
    users = withDefault (types.attrsOf (types.submodule user)) { };
    groups = withDefault (types.attrsOf (types.submodule group)) { };
  };
}
