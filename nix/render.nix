# A description, rendered while Nix builds: a folder, as `render` writes it. The runtime jar is in it, so
# the host needs no overlay. An error in the description fails the build; warnings are in its log.
{
  pkgs,
  # A path. The files name the description as it is named there.
  description,
  package ? pkgs.callPackage ./package.nix { },
}:
pkgs.runCommand "pgbackrest2nix-rendered"
  {
    nativeBuildInputs = [ package ];
    description = builtins.path {
      path = description;
      name = "description.yaml";
    };
    fileName = builtins.unsafeDiscardStringContext (baseNameOf description);
  }
  ''
    cp "$description" "./$fileName"
    pgbackrest2nix render "./$fileName" --out "$out" --jar copy
  ''
