# As much of nixpkgs' lib as rendered modules and their tests use, so that they evaluate without nixpkgs.
let
  types = import ./system/types;
  splitVersion = version: builtins.filter builtins.isString (builtins.split "[.]" version);
in
removeAttrs (import ./system/properties.nix) [
  "pushDown"
  "resolve"
  "withValue"
]
// rec {
  inherit types;
  inherit (import ./system/evaluate.nix { inherit types; }) evalModules;

  inherit (types) mkOptionType;
  mergeEqualOption = (import ./system/merging.nix).equal;
  mergeOneOption = (import ./system/merging.nix).one;

  mkOption = attributes: { _type = "option"; } // attributes;
  mkEnableOption =
    name:
    mkOption {
      default = false;
      description = "Whether to enable ${name}.";
      type = types.bool;
    };

  optional = condition: value: if condition then [ value ] else [ ];
  optionals = condition: values: if condition then values else [ ];
  optionalAttrs = condition: attributes: if condition then attributes else { };
  optionalString = condition: text: if condition then text else "";

  getExe =
    package: getExe' package (package.meta.mainProgram or (builtins.throw "no mainProgram"));
  getExe' = package: program: "${getBin package}/bin/${program}";
  getBin = package: package.bin or package;

  concatStringsSep = builtins.concatStringsSep;
  concatStrings = concatStringsSep "";
  concatMapStringsSep =
    separator: f: values:
    concatStringsSep separator (map f values);
  concatMapStrings = concatMapStringsSep "";
  concatLines = values: concatStrings (map (line: line + "\n") values);
  concatLists = builtins.concatLists;
  concatMap = builtins.concatMap;
  flatten = value: if builtins.isList value then builtins.concatMap flatten value else [ value ];
  toList = value: if builtins.isList value then value else [ value ];
  unique = builtins.foldl' (seen: x: if builtins.elem x seen then seen else seen ++ [ x ]) [ ];
  elem = builtins.elem;
  filter = builtins.filter;
  any = builtins.any;
  all = builtins.all;
  head = builtins.head;
  last = values: builtins.elemAt values (builtins.length values - 1);
  imap0 = f: values: builtins.genList (i: f i (builtins.elemAt values i)) (builtins.length values);
  genAttrs =
    names: f:
    builtins.listToAttrs (map (name: nameValuePair name (f name)) names);
  nameValuePair = name: value: { inherit name value; };
  mapAttrs = builtins.mapAttrs;
  mapAttrs' = f: set: builtins.listToAttrs (mapAttrsToList f set);
  mapAttrsToList = f: set: map (name: f name set.${name}) (builtins.attrNames set);
  attrNames = builtins.attrNames;
  attrValues = builtins.attrValues;
  filterAttrs =
    keep: set:
    builtins.removeAttrs set (builtins.filter (name: !keep name set.${name}) (builtins.attrNames set));
  attrByPath =
    path: default: set:
    if path == [ ] then
      set
    else if set ? ${builtins.head path} then
      attrByPath (builtins.tail path) default set.${builtins.head path}
    else
      default;
  hasAttrByPath =
    path: set:
    path == [ ]
    || (set ? ${builtins.head path} && hasAttrByPath (builtins.tail path) set.${builtins.head path});

  escapeShellArg =
    value:
    let
      text = builtins.toString value;
    in
    if builtins.match "[[:alnum:],._+:@%/-]+" text == null then
      "'${builtins.replaceStrings [ "'" ] [ "'\\''" ] text}'"
    else
      text;
  escapeShellArgs = concatMapStringsSep " " escapeShellArg;
  hasPrefix = prefix: text: builtins.substring 0 (builtins.stringLength prefix) text == prefix;
  hasInfix = infix: text: builtins.length (builtins.split (escapeRegex infix) text) > 1;
  hasSuffix =
    suffix: text:
    let
      start = builtins.stringLength text - builtins.stringLength suffix;
    in
    start >= 0 && builtins.substring start (builtins.stringLength suffix) text == suffix;
  removePrefix =
    prefix: text:
    if hasPrefix prefix text then
      builtins.substring (builtins.stringLength prefix) (builtins.stringLength text) text
    else
      text;
  removeSuffix =
    suffix: text:
    if hasSuffix suffix text then
      builtins.substring 0 (builtins.stringLength text - builtins.stringLength suffix) text
    else
      text;
  escapeRegex =
    let
      special = [
        "\\"
        "["
        "]"
        "("
        ")"
        "{"
        "}"
        "."
        "*"
        "+"
        "?"
        "^"
        "$"
        "|"
      ];
    in
    builtins.replaceStrings special (map (character: "\\" + character) special);

  splitString =
    separator: text:
    builtins.filter builtins.isString (builtins.split (escapeRegex separator) (toString text));

  versionAtLeast = a: b: builtins.compareVersions a b >= 0;
  versionOlder = a: b: builtins.compareVersions a b < 0;
  versions = {
    major = version: builtins.head (splitVersion version);
    minor = version: builtins.elemAt (splitVersion version) 1;
    majorMinor = version: "${versions.major version}.${versions.minor version}";
  };

  makeBinPath = packages: concatMapStringsSep ":" (package: "${getBin package}/bin") packages;
  warnIf = condition: message: if condition then builtins.trace "warning: ${message}" else (x: x);
}
