# A host whose backups db1.yaml describes. OWNER stands for whoever hosts pgbackrest2nix.
{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
    pgbackrest2nix.url = "github:OWNER/pgbackrest2nix?dir=nix";
    pgbackrest2nix.inputs.nixpkgs.follows = "nixpkgs";
  };

  outputs =
    { nixpkgs, pgbackrest2nix, ... }:
    {
      nixosConfigurations.db1 = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [
          ./configuration.nix
          pgbackrest2nix.nixosModules.default
          { services.pgbackrest2nix.description = ./db1.yaml; }
        ];
      };

      checks.x86_64-linux = pgbackrest2nix.lib.checks {
        pkgs = nixpkgs.legacyPackages.x86_64-linux;
        hosts.db1.description = ./db1.yaml;
      };
    };
}
