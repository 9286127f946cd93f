# Evaluates what nix/ has for users with a whole nixpkgs. Nothing is built, so whatever renders while it is
# evaluated gets a folder that is rendered already.
#
#   nixpkgs      the tree
#   description  the description of a host with PostgreSQL 16 in the default data directory
#   copied       what it is rendered to, with the runtime jar
#   packaged     the same for a host that has the runtime jar as a package
#   strange      a folder that sets what no rendered folder sets
{
  nixpkgs,
  description,
  copied,
  packaged,
  strange,
}:
let
  # The formatter is written in Haskell, and real/stand-ins.nix says what of that a copy may lack.
  formatter =
    _: prev:
    let
      standIn = prev.shellcheck-minimal // {
        meta.mainProgram = "nixfmt";
      };
    in
    prev.lib.optionalAttrs (prev.shellcheck-minimal.drvAttrs.builder or "" == "/bin/false") {
      nixfmt = standIn;
      nixfmt-tree = standIn;
    };

  packagesWith =
    overlays:
    import nixpkgs {
      system = "x86_64-linux";
      config = { };
      overlays = [
        (import ./real/stand-ins.nix nixpkgs)
        formatter
      ]
      ++ overlays;
    };
  pkgs = packagesWith [ ];
  inherit (pkgs) lib;

  # As Nix calls it, but for one system, and without what it adds to self.
  flake = import ../flake.nix;
  outputs = flake.outputs {
    self = outputs;
    nixpkgs = {
      inherit lib;
      legacyPackages.x86_64-linux = pkgs;
    };
  };
  here = name: lib.mapAttrs (_: each: each.drvPath) outputs.${name}.x86_64-linux;

  host =
    pkgs: modules:
    (import (nixpkgs + "/nixos/lib/eval-config.nix") {
      system = null;
      modules = [
        {
          nixpkgs.pkgs = pkgs;
          boot.isContainer = true;
          networking.hostName = "host";
          documentation.enable = false;
          documentation.nixos.enable = false;
          services.postgresql.enable = true;
          services.postgresql.package = pkgs.postgresql_16;
          system.stateVersion = lib.trivial.release;
        }
      ]
      ++ modules;
    }).config;
  failed = config: map (each: each.message) (lib.filter (each: !each.assertion) config.assertions);
  toplevel = config: builtins.unsafeDiscardStringContext config.system.build.toplevel.drvPath;

  describedBy = folder: {
    imports = [ outputs.nixosModules.default ];
    services.pgbackrest2nix = {
      description = /. + description;
      inherit folder;
    };
  };

  testArguments = {
    inherit pkgs;
    module = /. + copied;
  };
in
{
  version = outputs.packages.x86_64-linux.pgbackrest2nix.version;
  hash = outputs.packages.x86_64-linux.pgbackrest2nix.mvnHash;
  jarVersion = outputs.packages.x86_64-linux.pgbackrest-metrics.version;

  # The attributes of the flake; each is a derivation, which this evaluates.
  packages = here "packages";
  checks = here "checks";
  devShells = here "devShells";
  formatter = outputs.formatter.x86_64-linux.drvPath;
  apps = lib.mapAttrs (
    _: app: builtins.unsafeDiscardStringContext app.program
  ) outputs.apps.x86_64-linux;
  tests = lib.attrNames outputs.legacyPackages.x86_64-linux.tests;
  template = builtins.pathExists (outputs.templates.default.path + "/flake.nix");
  rendered =
    (outputs.lib.render {
      inherit pkgs;
      description = /. + description;
    }).drvPath;
  hostChecks =
    lib.mapAttrs (_: each: each.drvPath)
      (outputs.lib.checks {
        inherit pkgs;
        hosts.kiosk = {
          description = /. + description;
          folder = /. + packaged;
        };
        hosts.shop.description = /. + description;
      });

  # services.pgbackrest2nix makes the same host as importing the folder does.
  module = {
    failed = failed (host pkgs [ (describedBy (/. + copied)) ]);
    toplevel = toplevel (host pkgs [ (describedBy (/. + copied)) ]);
    imported = toplevel (host pkgs [ (/. + copied) ]);
    undescribed = toplevel (host pkgs [ outputs.nixosModules.default ]);
    plain = toplevel (host pkgs [ ]);
    unnamed = failed (host pkgs [ (describedBy (/. + strange)) ]);
  };

  # A host whose module takes the runtime jar from the package.
  packagedJar =
    let
      withOverlay = host (packagesWith [ outputs.overlays.default ]) [ (/. + packaged) ];
    in
    {
      failed = failed withOverlay;
      command =
        builtins.unsafeDiscardStringContext
          withOverlay.systemd.services.pgbackrest-metrics.serviceConfig.ExecStart;
      jar = builtins.unsafeDiscardStringContext outputs.packages.x86_64-linux.pgbackrest-metrics.outPath;
      withoutOverlay = failed (host pkgs [ (/. + packaged) ]);
    };

  vm = (import ./vm.nix testArguments).drvPath;
  container = (import ./container.nix testArguments).drvPath;
}
