# The options of NixOS that rendered modules, and the hosts of tests, set or read: with the types that
# NixOS gives them (nixos-options.json), and with what NixOS defines itself where that can conflict.
{
  imports = [
    ./assertions.nix
    ./environment.nix
    ./logrotate.nix
    ./pgbackrest.nix
    ./postgresql.nix
    ./prometheus.nix
    ./sanoid.nix
    ./system.nix
    ./systemd.nix
    ./tmpfiles.nix
    ./users.nix
  ];
}
