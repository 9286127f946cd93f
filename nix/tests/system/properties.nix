# mkIf, mkMerge, mkOverride and mkOrder: values that say how they are to be merged.
let
  kindOf = value: value._type or "";

  # Another value, from the same file.
  withValue =
    definition: value:
    definition
    // {
      inherit value;
    };

  mkIf = condition: content: {
    _type = "if";
    inherit condition content;
  };
  mkOverride = priority: content: {
    _type = "override";
    inherit priority content;
  };
  mkOrder = priority: content: {
    _type = "order";
    inherit priority content;
  };

  usualPriority = 100;
  usualOrder = 1000;

  mapIfSet = f: value: if builtins.isAttrs value then builtins.mapAttrs (_: f) value else value;

  # A set as a list of sets without properties of their own. Conditions and priorities move down to the
  # attributes, unevaluated, so that a condition may ask for what another attribute is.
  pushDown =
    value:
    {
      merge = builtins.concatMap pushDown value.contents;
      "if" = map (mapIfSet (mkIf value.condition)) (pushDown value.content);
      override = map (mapIfSet (mkOverride value.priority)) (pushDown value.content);
    }
    .${kindOf value} or [ value ];

  # A value as the list of those that count here: conditions are evaluated.
  discharge =
    value:
    {
      merge = builtins.concatMap discharge value.contents;
      "if" =
        if !builtins.isBool value.condition then
          throw "the condition of mkIf is not a boolean"
        else if value.condition then
          discharge value.content
        else
          [ ];
    }
    .${kindOf value} or [ value ];

  priorityOf =
    definition:
    if kindOf definition.value == "override" then definition.value.priority else usualPriority;
  orderOf =
    definition: if kindOf definition.value == "order" then definition.value.priority else usualOrder;
  withoutProperty =
    kind: definition:
    if kindOf definition.value == kind then
      withValue definition definition.value.content
    else
      definition;

  # Which definitions ({ file, value }) count, in their order: those whose conditions hold and that no other
  # is stronger than; and their priority, the lower the stronger.
  resolve =
    definitions:
    let
      live = builtins.concatMap (
        definition: map (withValue definition) (discharge definition.value)
      ) definitions;
      priority = builtins.foldl' (
        strongest: definition:
        if priorityOf definition < strongest then priorityOf definition else strongest
      ) 9999 live;
      winners = map (withoutProperty "override") (
        builtins.filter (definition: priorityOf definition == priority) live
      );
    in
    {
      inherit priority;
      definitions = map (withoutProperty "order") (
        builtins.sort (a: b: orderOf a < orderOf b) winners
      );
    };
in
{
  inherit
    mkIf
    mkOverride
    mkOrder
    pushDown
    resolve
    withValue
    ;

  mkMerge = contents: {
    _type = "merge";
    inherit contents;
  };
  mkOptionDefault = mkOverride 1500;
  mkDefault = mkOverride 1000;
  mkForce = mkOverride 50;
  mkVMOverride = mkOverride 10;
  mkBefore = mkOrder 500;
  mkAfter = mkOrder 1500;
}
