# The host itself: put your own in its place.
{ pkgs, ... }:
{
  networking.hostName = "db1";
  time.timeZone = "UTC";

  services.postgresql = {
    enable = true;
    package = pkgs.postgresql_17;
  };

  boot.loader.grub.device = "/dev/sda";
  fileSystems."/".device = "/dev/disk/by-label/nixos";
  system.stateVersion = "26.05";
}
