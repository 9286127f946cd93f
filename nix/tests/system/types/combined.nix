# Types of values that hold others, or that are of one type or another.
{
  describe,
  mkType,
  types,
}:
let
  show = import ../show.nix;
  inherit (import ../properties.nix) withValue;
  inherit (import ../evaluate.nix { inherit types; }) settle;

  ofElements = describe [
    "noun"
    "composite"
  ];
  valuesOf = map (definition: definition.value);
  indexed =
    f: list: builtins.genList (i: f i (builtins.elemAt list i)) (builtins.length list);

  setOf =
    {
      name,
      description,
      isLazy,
    }:
    element:
    mkType {
      inherit name;
      kind = "composite";
      description = "${description} of ${ofElements element}";
      check = builtins.isAttrs;
      merge =
        context: path: definitions:
        let
          settled = builtins.zipAttrsWith (name: settle context (path ++ [ name ]) element) (
            map (
              definition:
              builtins.mapAttrs (_: value: {
                inherit (definition) file;
                inherit value;
              }) definition.value
            ) definitions
          );
          undefined = builtins.filter (name: !settled.${name}.isDefined) (builtins.attrNames settled);
        in
        builtins.mapAttrs (_: each: each.value) (
          if isLazy then settled else builtins.removeAttrs settled undefined
        );
      empty = _context: _path: { };
      options = prefix: (element.options or (_: [ ])) (prefix ++ [ "<name>" ]);
    };

  either =
    one: other:
    mkType {
      name = "either";
      kind = "conjunction";
      description =
        if one.kind or "" == "clause" then
          "${one.description}, or ${
            describe [
              "noun"
              "conjunction"
            ] other
          }"
        else
          "${
            describe [
              "noun"
              "conjunction"
            ] one
          } or ${
            describe [
              "noun"
              "conjunction"
              "composite"
            ] other
          }";
      check = value: one.check value || other.check value;
      merge =
        context: path: definitions:
        if builtins.all one.check (valuesOf definitions) then
          one.merge context path definitions
        else if builtins.all other.check (valuesOf definitions) then
          other.merge context path definitions
        else
          show.conflict path definitions;
      options = prefix: (one.options or (_: [ ])) prefix ++ (other.options or (_: [ ])) prefix;
    };
in
{
  inherit either;
  oneOf = alternatives: builtins.foldl' either (builtins.head alternatives) (builtins.tail alternatives);

  nullOr =
    type:
    mkType {
      name = "nullOr";
      kind = "conjunction";
      description = "null or ${
        describe [
          "noun"
          "conjunction"
        ] type
      }";
      check = value: value == null || type.check value;
      merge =
        context: path: definitions:
        if builtins.all (value: value == null) (valuesOf definitions) then
          null
        else if builtins.any (value: value == null) (valuesOf definitions) then
          show.conflict path definitions
        else
          type.merge context path definitions;
      empty = _context: _path: null;
      options = type.options or (_: [ ]);
    };

  # Definitions of the first type are made into such of the last.
  coercedTo =
    from: convert: to:
    to
    // {
      name = "coercedTo";
      kind = "";
      description = "${describe [ "noun" ] to} or ${describe [ "noun" ] from} convertible to it";
      check = value: (from.check value && to.check (convert value)) || to.check value;
      merge =
        context: path: definitions:
        to.merge context path (
          map (
            definition:
            if from.check definition.value then
              withValue definition (convert definition.value)
            else
              definition
          ) definitions
        );
    };

  listOf =
    element:
    mkType {
      name = "listOf";
      kind = "composite";
      description = "list of ${ofElements element}";
      check = builtins.isList;
      merge =
        context: path: definitions:
        let
          elements = builtins.concatMap (
            definition:
            indexed (
              i: value:
              settle context (path ++ [ (toString i) ]) element [
                {
                  inherit (definition) file;
                  inherit value;
                }
              ]
            ) definition.value
          ) definitions;
        in
        map (each: each.value) (builtins.filter (each: each.isDefined) elements);
      empty = _context: _path: [ ];
      options = prefix: (element.options or (_: [ ])) (prefix ++ [ "*" ]);
    };

  attrsOf = setOf {
    name = "attrsOf";
    description = "attribute set";
    isLazy = false;
  };
  lazyAttrsOf = setOf {
    name = "lazyAttrsOf";
    description = "lazy attribute set";
    isLazy = true;
  };
  attrs = mkType {
    name = "attrs";
    description = "attribute set";
    check = builtins.isAttrs;
    merge =
      _context: _path: definitions:
      builtins.foldl' (merged: definition: merged // definition.value) { } definitions;
    empty = _context: _path: { };
  };

  functionTo =
    result:
    mkType {
      name = "functionTo";
      kind = "composite";
      description = "function that evaluates to a(n) ${ofElements result}";
      check = builtins.isFunction;
      merge =
        context: path: definitions: argument:
        (settle context path result (
          map (definition: withValue definition (definition.value argument)) definitions
        )).value;
    };
}
