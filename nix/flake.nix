# pgbackrest2nix as a flake, in a folder of its repository:
#
#   inputs.pgbackrest2nix.url = "github:OWNER/pgbackrest2nix?dir=nix";
#   inputs.pgbackrest2nix.inputs.nixpkgs.follows = "nixpkgs";
#
# OWNER stands for whoever hosts the repository that you take it from. There is no flake.lock: it was
# written without a network for Nix, and yours pins both repositories. package.nix says what the first
# build asks for.
{
  description = "From one description of pgBackRest backups to a checked NixOS module";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";

  outputs =
    { self, nixpkgs }:
    let
      inherit (nixpkgs) lib;

      # pgBackRest's packages of nixpkgs are for Linux.
      perSystem =
        perPackages:
        lib.genAttrs [
          "x86_64-linux"
          "aarch64-linux"
        ] (system: perPackages nixpkgs.legacyPackages.${system});

      own = pkgs: self.packages.${pkgs.stdenv.hostPlatform.system};

      examples = lib.mapAttrs (name: _: {
        description = ../examples + "/${name}/${name}.yaml";
      }) (builtins.readDir ../examples);
    in
    {
      # What a rendered module needs where the runtime jar is not copied beside it.
      overlays.default = final: _: {
        pgbackrest2nix = final.callPackage ./package.nix { };
        pgbackrest-metrics = final.pgbackrest2nix.metrics;
      };

      packages = perSystem (
        pkgs:
        let
          pgbackrest2nix = pkgs.callPackage ./package.nix { };
        in
        {
          inherit pgbackrest2nix;
          default = pgbackrest2nix;
          pgbackrest-metrics = pgbackrest2nix.metrics;
        }
      );

      apps = perSystem (
        pkgs:
        let
          pgbackrest2nix = {
            type = "app";
            program = lib.getExe (own pkgs).pgbackrest2nix;
            meta.description = "Checks descriptions of backups and renders NixOS modules";
          };
        in
        {
          inherit pgbackrest2nix;
          default = pgbackrest2nix;
        }
      );

      # services.pgbackrest2nix, with the package of this flake.
      nixosModules.default =
        { lib, pkgs, ... }:
        {
          imports = [ ./module.nix ];
          services.pgbackrest2nix.package = lib.mkDefault (own pkgs).pgbackrest2nix;
        };

      lib = {
        # render { inherit pkgs; description = ./forge.yaml; }: a folder to import, built by evaluating
        # it; module.nix says what that costs.
        render =
          { pkgs, ... }@arguments:
          import ./render.nix ({ package = (own pkgs).pgbackrest2nix; } // arguments);

        # checks { inherit pkgs; hosts.forge.description = ./forge.yaml; }: see checks.nix.
        checks =
          { pkgs, ... }@arguments:
          import ./checks.nix ({ package = (own pkgs).pgbackrest2nix; } // arguments);
      };

      checks = perSystem (
        pkgs:
        self.lib.checks {
          inherit pkgs;
          hosts = examples;
        }
        // {
          inherit (own pkgs) pgbackrest2nix;
        }
      );

      # Not among the checks, since evaluating them renders: nix build .#tests.vm
      legacyPackages = perSystem (
        pkgs:
        let
          arguments = {
            inherit pkgs;
            module = self.lib.render {
              inherit pkgs;
              inherit (examples.one-host-posix) description;
            };
          };
        in
        {
          tests.vm = import ./tests/vm.nix arguments;
          tests.container = import ./tests/container.nix arguments;
        }
      );

      devShells = perSystem (pkgs: {
        default = pkgs.mkShell {
          packages = [
            pkgs.jdk
            pkgs.maven
          ];
        };
      });

      # nixfmt for a whole tree is new in 25.11.
      formatter = perSystem (pkgs: pkgs.nixfmt-tree or pkgs.nixfmt-rfc-style);

      templates.default = {
        path = ./template;
        description = "A NixOS host whose backups are described in one file";
      };
    };
}
