# backup-and-restore.nix in a virtual machine, for those who have nixpkgs and KVM:
#
#   nix-build nix/tests/vm.nix --arg pkgs 'import <nixpkgs> { }' --arg module ./target/vm
#
# where ./target/vm is what `render examples/one-host-posix/one-host-posix.yaml --out target/vm --jar copy`
# wrote.
{ pkgs, ... }@arguments:
let
  test = import ./backup-and-restore.nix arguments;
in
pkgs.testers.runNixOSTest {
  inherit (test) name;

  nodes.machine = {
    imports = [ test.machine ];
    virtualisation.memorySize = 2048;
    virtualisation.diskSize = 4096;
  };

  testScript =
    test.testScript "sudo -u postgres"
    + ''

      with subtest("a boot later all is as it was"):
          machine.shutdown()
          machine.start()
          machine.wait_for_unit("multi-user.target")
          machine.wait_for_unit("postgresql.service")
          machine.succeed(f"{as_postgres} pgbackrest --stanza={stanza} check")
          assert machine.succeed(query + "'select * from ledger order by id'") == rows
    '';
}
