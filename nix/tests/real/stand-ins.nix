# A copy of nixpkgs may lack its largest generated files. The one that hosts need is
# hackage-packages.nix: shellcheck, which checks what writeShellApplication writes, is written in
# Haskell. Where the file is absent, a derivation that cannot be built stands in for it.
nixpkgs: _final: prev:
let
  hackage = nixpkgs + "/pkgs/development/haskell-modules/hackage-packages.nix";
  standIn =
    name:
    prev.lib.extendDerivation true
      {
        # Says to writeShellApplication that there is nothing to check with.
        compiler.bootstrapAvailable = false;
        meta.mainProgram = name;
      }
      (derivation {
        inherit name;
        system = "x86_64-linux";
        builder = "/bin/false";
      });
in
prev.lib.optionalAttrs (!builtins.pathExists hackage) {
  shellcheck = standIn "shellcheck" // {
    unwrapped = standIn "shellcheck";
  };
  shellcheck-minimal = standIn "shellcheck-minimal";
}
