{ lib, ... }:
let
  inherit (lib) mkOption types;

  usual =
    default:
    mkOption {
      type = types.str;
      inherit default;
    };
  # A line: what to do with a path.
  line =
    { name, ... }:
    {
      options = {
        type = usual name;
        mode = usual "-";
        user = usual "-";
        group = usual "-";
        age = usual "-";
        argument = usual "";
      };
    };
in
{
  options.systemd.tmpfiles = {
    rules = mkOption {
      type = types.listOf types.str;
      default = [ ];
    };
    # By the name of a file, a path, and what is to be done.
    settings = mkOption {
      type = types.attrsOf (types.attrsOf (types.attrsOf (types.submodule line)));
      default = { };
    };
    packages = mkOption {
      type = types.listOf types.package;
      default = [ ];
    };
  };
}
