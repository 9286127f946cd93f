# A type whose values are modules: options within an option.
{
  describe,
  mkType,
  types,
}:
let
  inherit (import ../evaluate.nix { inherit types; }) evalModules;
  toList = value: if builtins.isList value then value else [ value ];
  last = list: builtins.elemAt list (builtins.length list - 1);

  # What documentation calls a name that is not known.
  anyName = "‹name›";

  submoduleOf =
    modules:
    let
      evaluateAt =
        path: definitions:
        evalModules {
          prefix = path;
          specialArgs.name = if path == [ ] then anyName else last path;
          declarations = modules;
          modules = definitions;
        };
      valueAt =
        context: path: definitions:
        let
          evaluated = evaluateAt path definitions;
        in
        if context.only == null then evaluated.config else evaluated.defined context;
      bare = evaluateAt [ ] [ ];
    in
    mkType {
      name = "submodule";
      description =
        if bare.freeformType == null then
          "submodule"
        else
          "open submodule of ${
            describe [
              "noun"
              "composite"
            ] bare.freeformType
          }";
      check = value: builtins.isAttrs value || builtins.isFunction value || types.path.check value;
      merge =
        context: path: definitions:
        valueAt context path (map asModule definitions);
      empty = context: path: valueAt context path [ ];
      options = prefix: optionsIn prefix bare.options;
    };

  # A set defines options, whatever they are called; a function or a file is a module.
  asModule = definition: {
    _file = definition.file or "?";
    ${if builtins.isAttrs definition.value then "config" else "imports"} =
      if builtins.isAttrs definition.value then definition.value else [ definition.value ];
  };

  # The options below a tree of declared ones, as a list of { path, description }.
  optionsIn =
    prefix: tree:
    builtins.concatMap (
      name:
      let
        each = tree.${name};
        path = prefix ++ [ name ];
      in
      if each._type or "" == "option" then
        [
          {
            inherit path;
            inherit (each.type) description;
          }
        ]
        ++ (each.type.options or (_: [ ])) path
      else
        optionsIn path each
    ) (builtins.attrNames tree);
in
{
  submodule = modules: submoduleOf (toList modules);
  inherit optionsIn;
}
