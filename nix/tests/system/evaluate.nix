# Evaluates modules: declarations of options, and definitions of their values.
#
# A context is { only }: null where every option has its value, else whose definitions there are values of
# ("all" or "ours"), without any default.
{ types }:
let
  show = import ./show.nix;
  properties = import ./properties.nix;
  loading = import ./load.nix;

  isOption = value: value._type or "" == "option";
  reverse =
    list:
    let
      count = builtins.length list;
    in
    builtins.genList (i: builtins.elemAt list (count - 1 - i)) count;

  # The value of definitions of one type.
  settle =
    context: path: type: definitions:
    let
      resolved = properties.resolve definitions;
      counting = resolved.definitions;
      wrong = builtins.filter (definition: !type.check definition.value) counting;
    in
    {
      inherit (resolved) priority;
      isDefined = counting != [ ];
      value =
        if counting == [ ] then
          if type ? empty then type.empty context path else throw "${show.option path} has no value"
        else if wrong != [ ] then
          throw "${show.option path} is not of type \"${type.description}\": ${show.values wrong} ${show.places wrong}"
        else
          type.merge context path counting;
    };

  evaluateOption =
    context: path: declarations: definitions:
    let
      declaration = builtins.head declarations;
      inherit (declaration) option;
      type = option.type or types.unspecified;
      standard = {
        inherit (declaration) file;
        value = properties.mkOptionDefault option.default;
      };
      all = (if option ? default then [ standard ] else [ ]) ++ definitions;
      settled = settle context path type (if context.only == null then all else definitions);
    in
    if builtins.length declarations > 1 then
      throw "${show.option path} is declared more than once ${show.places declarations}"
    else
      option
      // {
        inherit type;
        inherit (settled) isDefined priority;
        value =
          if option.readOnly or false && builtins.length all > 1 then
            throw "${show.option path} is read-only, but is set more than once: ${show.values definitions} ${show.places definitions}"
          else if option ? apply && context.only == null then
            option.apply settled.value
          else
            settled.value;
      };

  named = each: name: value: {
    inherit (each) file;
    ${name} = value;
  };
  located =
    path: definition:
    definition
    // {
      inherit path;
    };
  byName = builtins.zipAttrsWith (_: each: each);

  # The options below a path, and the definitions that no option is declared for.
  evaluateTree =
    context: path: declarations: definitions:
    let
      declared = byName (
        map (
          each:
          if builtins.isAttrs each.option then
            builtins.mapAttrs (_: named each "option") each.option
          else
            throw "${show.option path} is declared without mkOption (${each.file})"
        ) declarations
      );
      defined = byName (
        map (
          each:
          if builtins.isAttrs each.value then
            builtins.mapAttrs (_: named each "value") each.value
          else
            throw "${show.option path} takes a set of options, and not a value (${each.file})"
        ) definitions
      );
      below =
        name: each:
        let
          here = path ++ [ name ];
          given = defined.${name} or [ ];
        in
        if builtins.all (d: isOption d.option) each then
          {
            options = evaluateOption context here each given;
            unknown = [ ];
          }
        else if builtins.any (d: isOption d.option) each then
          throw "${show.option here} is both an option and a set of options ${show.places each}"
        else
          evaluateTree context here each (pushedDown given);
      results = builtins.mapAttrs below declared;
      undeclared = builtins.removeAttrs defined (builtins.attrNames declared);
    in
    {
      options = builtins.mapAttrs (_: result: result.options) results;
      unknown =
        builtins.concatMap (name: results.${name}.unknown) (builtins.attrNames results)
        ++ builtins.concatMap (
          name: map (located (path ++ [ name ])) undeclared.${name}
        ) (builtins.attrNames undeclared);
    };

  pushedDown = builtins.concatMap (
    each: map (properties.withValue each) (properties.pushDown each.value)
  );

  valuesOf =
    options: if isOption options then options.value else builtins.mapAttrs (_: valuesOf) options;

  # The same without what is not defined.
  definedIn =
    options:
    builtins.mapAttrs (_: child: if isOption child then child.value else definedIn child) (
      keepIf isDefined options
    );
  isDefined =
    options:
    if !isOption options then
      keepIf isDefined options != { }
    else
      # Exists whether or not anything in it is defined.
      options.isDefined && !(options.type.name == "submodule" && options.value == { });
  keepIf =
    test: set:
    builtins.removeAttrs set (builtins.filter (name: !test set.${name}) (builtins.attrNames set));

  # Sets within sets become one.
  united =
    one: other:
    one
    // builtins.mapAttrs (
      name: value:
      if builtins.isAttrs value && builtins.isAttrs (one.${name} or null) && !(value ? outPath) then
        united one.${name} value
      else
        value
    ) other;

  nested =
    path: value:
    if path == [ ] then value else { ${builtins.head path} = nested (builtins.tail path) value; };
  dropped =
    count: list: builtins.genList (i: builtins.elemAt list (count + i)) (builtins.length list - count);

  evaluate =
    context: path: modules:
    let
      # As in nixpkgs' lib: what is imported first is merged last.
      reversed = reverse modules;
      tree = evaluateTree context path (map (module: named module "option" module.options) reversed) (
        pushedDown (map (module: named module "value" module.config) reversed)
      );
      declared = (if context.only != null then definedIn else valuesOf) tree.options;
      freeformTypes = builtins.filter (type: type != null) (map (module: module.freeformType) modules);
      freeformType = if freeformTypes == [ ] then null else builtins.head freeformTypes;
      others = map (
        stray: properties.withValue stray (nested (dropped (builtins.length path) stray.path) stray.value)
      ) tree.unknown;
      stray = builtins.head tree.unknown;
    in
    {
      inherit (tree) options;
      inherit freeformType;
      # What modules see, who cannot be asked for all that they define before they have said it.
      unchecked =
        if freeformType == null || others == [ ] then
          declared
        else
          united (freeformType.merge context path others) declared;
      unknown =
        if freeformType == null && tree.unknown != [ ] then
          throw "${show.option stray.path} does not exist: ${show.values [ stray ]} ${show.places [ stray ]}"
        else
          null;
    };

  everything = {
    only = null;
  };
  withoutConfig =
    module:
    module
    // {
      config = { };
    };

  # Gives config and options; freeformType, null where there is none; and defined: a context's values. What
  # "declarations" define is not ours. Whatever the context, modules see the values of all options.
  evalModules =
    {
      modules,
      declarations ? [ ],
      specialArgs ? { },
      prefix ? [ ],
    }:
    let
      arguments = {
        inherit (whole) options;
        config = whole.unchecked;
        lib = import ../lib.nix;
      }
      // specialArgs;
      marked = mark: map (module: { inherit mark module; });
      loaded = loading.all arguments (marked "theirs" declarations ++ marked "ours" modules);
      whole = evaluate everything prefix loaded;
    in
    {
      inherit (whole) options freeformType;
      config = builtins.seq whole.unknown whole.unchecked;
      defined =
        context:
        builtins.seq whole.unknown
          (evaluate context prefix (
            map (
              module:
              if context.only == "ours" && module.mark == "theirs" then withoutConfig module else module
            ) loaded
          )).unchecked;
    };
in
{
  inherit evalModules settle;
}
