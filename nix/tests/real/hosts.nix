# Evaluates hosts with the module system, the modules and the packages of a whole nixpkgs.
#
#   nixpkgs  the tree
#   hosts    a JSON file with a set of hosts by name:
#              modules   the files of its configuration, beside base.nix
#              whole     false: nothing but assertions and warnings, for hosts on which definitions
#                        conflict, too
#              toplevel  whether system.build.toplevel is evaluated, too
#
# Gives what nixos-rebuild would make of each host, as data; of units and files of /etc only those that
# a host of base.nix has not, or has otherwise. "references" are the derivations that these name: their
# texts are in the store that the evaluation writes.
{
  nixpkgs,
  hosts,
}:
let
  # One set of packages serves all hosts: evaluating it takes longer than a host does.
  pkgs = import nixpkgs {
    system = "x86_64-linux";
    config = { };
    overlays = [ (import ./stand-ins.nix nixpkgs) ];
  };
  inherit (pkgs) lib;

  evaluate =
    modules:
    (import (nixpkgs + "/nixos/lib/eval-config.nix") {
      system = null;
      modules = [
        ./base.nix
        { nixpkgs.pkgs = pkgs; }
      ]
      ++ modules;
    }).config;

  base = evaluate [ { system.stateVersion = lib.trivial.release; } ];

  # A string that asks for nothing to be built or copied.
  plain = value: builtins.unsafeDiscardStringContext (toString value);
  references = text: lib.attrNames (builtins.getContext text);

  # What the set has beyond the other one, or has otherwise.
  beyond =
    same: before: after:
    lib.filterAttrs (name: value: !(before ? ${name} && same before.${name} value)) after;

  unitsOf =
    config:
    beyond (
      one: other: one.text == other.text && one.enable == other.enable
    ) base.systemd.units config.systemd.units;

  # These gather what other parts of a configuration say.
  gathered = [
    "dbus-1"
    "profile"
    "set-environment"
    "systemd/system"
    "systemd/user"
    "tmpfiles.d"
  ];
  etcOf =
    config:
    lib.filterAttrs (_: file: file.enable) (
      beyond (one: other: plain one.source == plain other.source) (removeAttrs base.environment.etc
        gathered
      ) (removeAttrs config.environment.etc gathered)
    );

  describe =
    config:
    let
      units = unitsOf config;
      etc = etcOf config;
      inherit (config.services) postgresql prometheus sanoid;
    in
    {
      units = lib.mapAttrs (_: unit: {
        text = plain unit.text;
        inherit (unit) enable wantedBy requiredBy;
      }) units;
      etc = lib.mapAttrs' (
        _: file:
        lib.nameValuePair file.target {
          source = plain file.source;
          inherit (file) mode user group;
        }
      ) etc;
      tmpfiles = {
        rules = map plain (lib.subtractLists base.systemd.tmpfiles.rules config.systemd.tmpfiles.rules);
        settings = beyond (
          one: other: one == other
        ) base.systemd.tmpfiles.settings config.systemd.tmpfiles.settings;
      };
      postgresql = lib.optionalAttrs postgresql.enable {
        dataDir = plain postgresql.dataDir;
        settings = lib.mapAttrs (_: value: if lib.isString value then plain value else value) (
          lib.filterAttrs (_: value: value != null) postgresql.settings
        );
      };
      ruleFiles = lib.optionals prometheus.enable (map plain prometheus.ruleFiles);
      sanoid = lib.optionalAttrs sanoid.enable {
        inherit (sanoid) interval settings;
      };
      switchChecks = lib.filterAttrs (name: _: lib.hasPrefix "pgbackrest" name) (
        config.system.preSwitchChecks or { }
      );
      commands = map (package: package.name or (plain package)) (
        lib.subtractLists base.environment.systemPackages config.environment.systemPackages
      );
      references = lib.unique (
        lib.concatMap (unit: references unit.text) (lib.attrValues units)
        ++ lib.concatMap (file: references "${file.source}") (lib.attrValues etc)
      );
    };

  answer =
    host:
    let
      config = evaluate host.modules;
      failed = builtins.filter (each: !each.assertion) config.assertions;
    in
    {
      failedAssertions = map (each: each.message) failed;
      # nixos-rebuild does not get to them where an assertion fails.
      warnings = if failed == [ ] then config.warnings else [ ];
    }
    // lib.optionalAttrs host.whole (describe config)
    // lib.optionalAttrs host.toplevel { toplevel = plain config.system.build.toplevel.drvPath; };
in
builtins.mapAttrs (_: answer) (builtins.fromJSON (builtins.readFile hosts))
