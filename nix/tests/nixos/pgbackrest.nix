# NixOS's own module for pgBackRest, since 25.05.
{ config, lib, ... }:
{
  options.services = lib.optionalAttrs (lib.versionAtLeast config.system.nixos.release "25.05") {
    pgbackrest.enable = lib.mkEnableOption "pgBackRest";
  };
}
