# How errors name options and show values.
let
  join = builtins.concatStringsSep;

  depth = 3;

  value =
    level: given:
    if builtins.isPath given then
      toString given
    else if builtins.isFunction given then
      "<function>"
    else if builtins.isAttrs given && given ? outPath then
      "<package ${given.name or "?"}>"
    else if level == 0 && (builtins.isAttrs given || builtins.isList given) then
      "…"
    else if builtins.isList given then
      "[${join "," (map (value (level - 1)) given)}]"
    else if builtins.isAttrs given then
      "{${
        join "," (map (name: "\"${name}\":${value (level - 1) given.${name}}") (builtins.attrNames given))
      }}"
    else
      builtins.toJSON given;
in
rec {
  option = path: "the option `${join "." path}'";
  values = definitions: join " and " (map (definition: value depth definition.value) definitions);
  places =
    definitions: "(${join ", " (map (definition: toString (definition.file or "?")) definitions)})";
  conflict =
    path: definitions:
    throw "${option path} has conflicting definition values: ${values definitions} ${places definitions}";
}
