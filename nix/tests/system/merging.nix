# What becomes of several definitions of one option. Each takes the option's path and a list of
# { file, value } that is not empty.
let
  show = import ./show.nix;
  valuesOf = map (definition: definition.value);
  first = definitions: (builtins.head definitions).value;
in
rec {
  # All must say the same.
  equal =
    path: definitions:
    if builtins.all (value: value == first definitions) (valuesOf definitions) then
      first definitions
    else
      show.conflict path definitions;

  # There may be one only, even where another would say the same.
  one =
    path: definitions:
    if builtins.length definitions == 1 then
      first definitions
    else
      throw "${show.option path} may be defined once only, and has conflicting definition values: ${show.values definitions} ${show.places definitions}";

  # Of a value that no type tells about.
  byKind =
    path: definitions:
    let
      values = valuesOf definitions;
    in
    if builtins.length values == 1 then
      first definitions
    else if builtins.all builtins.isList values then
      builtins.concatLists values
    else if builtins.all builtins.isAttrs values then
      builtins.foldl' (merged: set: merged // set) { } values
    else if builtins.all builtins.isBool values then
      builtins.any (value: value) values
    else if builtins.all builtins.isString values then
      builtins.concatStringsSep "" values
    else if builtins.all builtins.isInt values then
      equal path definitions
    else
      show.conflict path definitions;
}
