# Types of values that have nothing inside.
{
  describe,
  mkType,
  types,
}:
let
  merging = import ../merging.nix;

  equal = _context: merging.equal;
  one = _context: merging.one;
  isDerivation = value: value.type or "" == "derivation";
  isLikeString =
    value: builtins.isString value || builtins.isPath value || value ? outPath || value ? __toString;
  isInStore = text: builtins.match "/nix/store/[^.][^/]*(/.*)?" (toString text) != null;
  startsWithSlash = value: builtins.substring 0 1 (toString value) == "/";

  noun =
    name: description: check: merge:
    mkType {
      kind = "noun";
      inherit
        name
        description
        check
        merge
        ;
    };
  integer =
    description: from: to:
    mkType {
      name = "int";
      kind = "clause";
      inherit description;
      check = value: builtins.isInt value && from value && to value;
      merge = equal;
    };
  atLeast = lowest: value: value >= lowest;
  atMost = highest: value: value <= highest;
  between =
    what: lowest: highest:
    integer
      "${what}; between ${toString lowest} and ${toString highest} (both inclusive)"
      (atLeast lowest)
      (atMost highest)
    // {
      kind = "noun";
    };
  withoutEnd =
    text:
    let
      matched = builtins.match "(.*)\n" text;
    in
    if matched == null then text else builtins.head matched;
in
rec {
  raw = noun "raw" "raw value" (_: true) one;
  unspecified = noun "unspecified" "unspecified value" (_: true) (_context: merging.byKind);
  bool = noun "bool" "boolean" builtins.isBool equal;
  int = noun "int" "signed integer" builtins.isInt equal;
  float = noun "float" "floating point number" builtins.isFloat equal;
  port = between "16 bit unsigned integer" 0 65535;
  ints = {
    unsigned = integer "unsigned integer, meaning >=0" (atLeast 0) (_: true);
    positive = integer "positive integer, meaning >0" (atLeast 1) (_: true);
    between =
      lowest: highest:
      integer
        "integer between ${toString lowest} and ${toString highest} (both inclusive)"
        (atLeast lowest)
        (atMost highest);
  };

  str = noun "str" "string" builtins.isString equal;
  nonEmptyStr = noun "nonEmptyStr" "non-empty string" (
    value: builtins.isString value && builtins.match "[ \t\n]*" value == null
  ) equal;
  strMatching =
    pattern:
    noun "strMatching" "string matching the pattern ${pattern}" (
      value: builtins.isString value && builtins.match pattern value != null
    ) equal;
  singleLineStr =
    noun "singleLineStr" "(optionally newline-terminated) single-line string"
      (strMatching "[^\n\r]*\n?").check
      (_context: path: definitions: withoutEnd (merging.equal path definitions));
  separatedString =
    separator:
    noun "separatedString" "strings concatenated with ${builtins.toJSON separator}" builtins.isString (
      _context: _path: definitions:
      builtins.concatStringsSep separator (map (definition: definition.value) definitions)
    );
  lines = separatedString "\n";
  commas = separatedString ",";
  # Goes into a line of /etc/passwd.
  passwdEntry =
    type:
    type
    // {
      name = "passwdEntry";
      kind = "clause";
      description = "${describe [ "noun" ] type}, not containing newlines or colons";
      check = value: type.check value && builtins.match "[^:\n]*" (toString value) != null;
    };

  path = noun "path" "absolute path" (value: isLikeString value && startsWithSlash value) equal;
  # A path literal would be copied to the store.
  externalPath = noun "path" "absolute path not in the Nix store" (
    value: builtins.isString value && startsWithSlash value && !isInStore value
  ) equal;
  package = noun "package" "package" (
    value: isDerivation value || (isLikeString value && isInStore value)
  ) one;
  shellPackage = package // {
    check = value: isDerivation value && value ? shellPath;
  };

  enum =
    values:
    let
      count = builtins.length values;
      listed = builtins.concatStringsSep ", " (map builtins.toJSON values);
    in
    mkType {
      name = "enum";
      kind = if count < 2 then "noun" else "conjunction";
      description = if count == 1 then "value ${listed} (singular enum)" else "one of ${listed}";
      check = value: builtins.elem value values;
      merge = equal;
    };
}
