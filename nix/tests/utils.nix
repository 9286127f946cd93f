# As much of NixOS's module argument "utils" as rendered modules use.
{ lib }:
{
  escapeSystemdExecArgs = lib.concatMapStringsSep " " (
    argument:
    builtins.replaceStrings [ "$" ] [ "$$" ] (
      builtins.replaceStrings [ "%" ] [ "%%" ] (builtins.toJSON (toString argument))
    )
  );
}
