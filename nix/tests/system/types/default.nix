# The types of options, by the names that nixpkgs' lib gives them. A type is
#
#   name, description   as documentation words it, for errors and for the comparison with NixOS
#   kind                of grammar: decides where the description needs parentheses
#   check               whether a single definition is of the type; does not look inside of it
#   merge               context: path: definitions: the value; definitions are { file, value }
#   empty               context: path: the value without any definition; may be missing
#   options             prefix: what is declared below it, by name; may be missing
let
  describe =
    kinds: type:
    if builtins.elem (type.kind or "") kinds then type.description else "(${type.description})";

  mkType =
    attributes:
    {
      _type = "option-type";
      description = attributes.name;
      check = _: true;
      merge = _context: (import ../merging.nix).byKind;
    }
    // attributes;

  parts = {
    inherit describe mkType types;
  };

  types = import ./scalars.nix parts // import ./combined.nix parts // import ./submodule.nix parts;
in
types
// {
  mkOptionType =
    attributes:
    mkType (
      attributes
      // {
        merge = _context: attributes.merge or (import ../merging.nix).byKind;
      }
    );
  addCheck =
    type: also:
    type
    // {
      check = value: type.check value && also value;
    };
}
