# The least that NixOS wants to be told of a host: nothing boots, and no manual is built.
{ lib, ... }:
{
  boot.isContainer = true;
  networking.hostName = lib.mkDefault "host";
  # services.sanoid brings ZFS along, which wants to know its host.
  networking.hostId = lib.mkDefault "0badcafe";
  documentation.enable = lib.mkDefault false;
  documentation.nixos.enable = lib.mkDefault false;
}
