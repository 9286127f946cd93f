# backup-and-restore.nix in a container of systemd-nspawn, without KVM; NixOS tests can do so since 26.05:
#
#   nix-build nix/tests/container.nix --arg pkgs 'import <nixpkgs> { }' --arg module ./target/vm
#
# It takes a Nix with auto-allocate-uids, cgroups and the system feature uid-range; the manual of NixOS,
# "Running Tests", has the settings. It shows less than vm.nix: what confines the services (ProtectSystem
# and its like) may have no effect in a container, and nobody boots it twice, since the driver then looks
# for the first boot's processes.
{ pkgs, ... }@arguments:
let
  test = import ./backup-and-restore.nix arguments;
in
pkgs.testers.runNixOSTest {
  inherit (test) name;

  containers.machine = test.machine;

  requiredFeatures.kvm = false;

  # A container within the sandbox of a build has no setuid programs, so no sudo.
  testScript = test.testScript "setpriv --reuid=postgres --regid=postgres --init-groups";
}
