# Merges definitions of options as NixOS does, without knowing their types.
#
# A definition is { value, condition, priority, order }. Below the paths of "static" the names of
# attributes are known without looking at conditions, as with declared options of NixOS: otherwise a
# module could not ask for config inside of lib.mkIf.
{
  lib,
  isStatic,
}:
let
  withValue =
    definition: value:
    definition
    // {
      inherit value;
    };
  withPriority =
    definition:
    definition
    // {
      priority = 100;
    };
  isSpecial = value: builtins.isAttrs value && value ? _type && value._type != "option-type";
  isPackage = value: builtins.isAttrs value && value ? outPath;
  isSet = value: builtins.isAttrs value && !isPackage value;

  plain = value: {
    inherit value;
    condition = true;
    priority = 100;
    order = 1000;
  };

  # A list, for lib.mkMerge gives several.
  expand =
    definition:
    let
      inherit (definition) value;
      handlers = {
        "if" = expand (
          definition
          // {
            value = value.content;
            condition = definition.condition && value.condition;
          }
        );
        merge = builtins.concatMap (v: expand (withValue definition v)) value.contents;
        override = expand (
          definition
          // {
            value = value.content;
            inherit (value) priority;
          }
        );
        order = expand (
          definition
          // {
            value = value.content;
            order = value.priority;
          }
        );
      };
    in
    if isSpecial value then handlers.${value._type} else [ definition ];

  # The same, but looks at the condition before it looks at the content.
  expandTrue =
    definition:
    let
      inherit (definition) value;
    in
    if !definition.condition then
      [ ]
    else if !isSpecial value then
      [ definition ]
    else if value._type == "if" then
      if value.condition then expandTrue (withValue definition value.content) else [ ]
    else if value._type == "merge" then
      builtins.concatMap (v: expandTrue (withValue definition v)) value.contents
    else if value._type == "override" then
      expandTrue (
        definition
        // {
          value = value.content;
          inherit (value) priority;
        }
      )
    else
      expandTrue (
        definition
        // {
          value = value.content;
          order = value.priority;
        }
      );

  show = path: "`${builtins.concatStringsSep "." path}'";
  showValue = value: builtins.toJSON (if builtins.isPath value then toString value else value);

  # Options of type "lines".
  isLines =
    path:
    builtins.elem (lib.last path) [
      "script"
      "preStart"
      "postStart"
      "preStop"
      "postStop"
      "reload"
      "text"
      "authentication"
      "identMap"
    ];

  # Options that hold settings of systemd: one list makes all definitions lists.
  isSystemd =
    path:
    builtins.length path > 1
    && builtins.elem (builtins.elemAt path (builtins.length path - 2)) [
      "serviceConfig"
      "unitConfig"
      "timerConfig"
    ];

  childrenOf =
    path: definitions:
    let
      names = lib.unique (builtins.concatMap (d: builtins.attrNames d.value) definitions);
      child = name: {
        inherit name;
        value = merge (path ++ [ name ]) (
          builtins.concatMap (
            d: if d.value ? ${name} then [ (withValue d d.value.${name}) ] else [ ]
          ) definitions
        );
      };
    in
    map child names;

  mergeLeaf =
    path: definitions:
    let
      values = map (d: d.value) (builtins.sort (a: b: a.order < b.order) definitions);
      first = builtins.head values;
      normalized = map (v: if isPackage v || builtins.isPath v then toString v else v) values;
    in
    if builtins.all builtins.isList values then
      builtins.concatLists values
    else if isSystemd path && builtins.any builtins.isList values then
      builtins.concatMap lib.toList values
    else if isLines path && builtins.all builtins.isString values then
      builtins.concatStringsSep "\n" values
    else if builtins.all (v: v == builtins.head normalized) normalized then
      first
    else
      throw "The option ${show path} has conflicting definition values: ${
        builtins.concatStringsSep " and " (map showValue values)
      }";

  # { } if nothing is defined, else { value = …; }.
  merge =
    path: definitions:
    if isStatic path then
      let
        children = childrenOf path (builtins.concatMap expand definitions);
        valueOf =
          name: child: child.value or (throw "The option ${show (path ++ [ name ])} is used but not defined");
      in
      {
        isStatic = true;
        value = builtins.mapAttrs valueOf (builtins.listToAttrs children);
        defined = definedChildren children;
      }
    else
      let
        live = builtins.concatMap expandTrue definitions;
        strongest = builtins.foldl' (p: d: if d.priority < p then d.priority else p) 9999 live;
        winners = map withPriority (builtins.filter (d: d.priority == strongest) live);
        children = definedChildren (childrenOf path winners);
      in
      if live == [ ] then
        { }
      else if builtins.all (d: isSet d.value) winners then
        {
          value = builtins.mapAttrs (_: child: child.value) children;
          defined = children;
        }
      else
        { value = mergeLeaf path winners; };

  # Nothing is defined where only conditions that do not hold say something.
  definedChildren =
    children: builtins.listToAttrs (builtins.filter (child: isDefined child.value) children);
  isDefined = merged: merged ? value && (merged.isStatic or false -> merged.defined != { });

  # Only what is defined, everything evaluated, nothing but JSON.
  toData =
    merged:
    if merged ? defined then
      builtins.mapAttrs (_: toData) merged.defined
    else
      toPlainData merged.value;
  toPlainData =
    value:
    if isPackage value || builtins.isPath value then
      toString value
    else if builtins.isList value then
      map toPlainData value
    else if builtins.isAttrs value then
      builtins.mapAttrs (_: toPlainData) value
    else if builtins.isFunction value then
      "<function>"
    else
      value;
in
{
  inherit plain merge toData;
}
