# Modules, with all that they import, each once, in the order of nixpkgs' lib: level by level.
let
  # A module is a file, a set, or a function of these arguments to a set.
  load =
    arguments: reference:
    let
      content =
        if builtins.isPath reference || builtins.isString reference then import reference else reference;
      set = if builtins.isFunction content then content arguments else content;
    in
    if !set ? _type then
      set
    else if set._type == "if" || set._type == "override" then
      { config = set; }
    else
      throw "a module is a set of options or definitions, and not a value of the kind \"${set._type}\"";

  notOptions = [
    "_file"
    "_class"
    "key"
    "imports"
    "disabledModules"
    "freeformType"
  ];

  normalize =
    fallback: set:
    let
      whole = set ? config || set ? options;
      strange = builtins.attrNames (
        builtins.removeAttrs set (
          notOptions
          ++ [
            "config"
            "options"
            "meta"
          ]
        )
      );
    in
    if !builtins.isAttrs set then
      throw "the module ${fallback} is not a set"
    else if whole && strange != [ ] then
      throw "the module ${fallback} has both config or options and, beside them, ${builtins.concatStringsSep ", " strange}"
    else
      {
        file = toString (set._file or fallback);
        imports = set.imports or [ ];
        options = set.options or { };
        config =
          if whole then set.config or { } else builtins.removeAttrs set (notOptions ++ [ "meta" ]);
        freeformType = set.freeformType or null;
      };

  # An item of the closure: a module with its key. "mark" goes over to what it imports.
  item =
    arguments: mark: parent: position: reference:
    let
      isFile = builtins.isPath reference || builtins.isString reference;
      name = if isFile then toString reference else "${parent}:${toString position}";
      module = normalize (if isFile then name else parent) (load arguments reference);
    in
    {
      key = name;
      module = module // {
        inherit mark;
      };
    };

  indexed =
    f: list: builtins.genList (i: f i (builtins.elemAt list i)) (builtins.length list);
in
{
  # The modules of a list of { mark, module }.
  all =
    arguments: references:
    map (each: each.module) (
      builtins.genericClosure {
        startSet = indexed (i: each: item arguments each.mark "module" i each.module) references;
        operator =
          each: indexed (item arguments each.module.mark each.key) each.module.imports;
      }
    );
}
