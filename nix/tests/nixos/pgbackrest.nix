# NixOS's own module for pgBackRest, since 25.05.
{ lib, release, ... }:
{
  options.services = lib.optionalAttrs (lib.versionAtLeast release "25.05") {
    pgbackrest.enable = lib.mkEnableOption "pgBackRest";
  };
}
