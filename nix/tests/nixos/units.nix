# The options of systemd's units, kind by kind: what is common to all, and what each has of its own.
{ lib, pkgs }:
let
  inherit (lib) mkOption types;

  withDefault =
    default: type:
    mkOption {
      inherit default type;
    };
  unitName = types.strMatching "[a-zA-Z0-9@%:_.\\\\-]+[.](service|socket|device|mount|automount|swap|target|path|timer|scope|slice)";
  unitNames = withDefault [ ] (types.listOf unitName);
  isScalar =
    value:
    builtins.isString value
    || builtins.isBool value
    || builtins.isInt value
    || builtins.isPath value
    || value ? outPath;

  # One list makes all definitions lists. NixOS would take null, too, and write a line without a value.
  setting = lib.mkOptionType {
    name = "systemd option";
    check = value: lib.all isScalar (lib.toList value);
    merge =
      path: definitions:
      if lib.any (each: builtins.isList each.value) definitions then
        lib.concatMap (each: lib.toList each.value) definitions
      else
        lib.mergeEqualOption path definitions;
  };
  settings = types.attrsOf setting;

  # The value of a setting, where it has one, is one of these.
  oneOf =
    name: values: config:
    !config ? ${name} || lib.elem config.${name} values;
  service = types.addCheck (types.addCheck settings (
    oneOf "Type" [
      "exec"
      "simple"
      "forking"
      "oneshot"
      "dbus"
      "notify"
      "notify-reload"
      "idle"
    ]
  )) (
    oneOf "Restart" [
      "no"
      "on-success"
      "on-failure"
      "on-abnormal"
      "on-abort"
      "always"
    ]
  );

  common =
    { config, options, ... }:
    {
      options = {
        enable = withDefault true types.bool;
        name = mkOption { type = types.str; };
        overrideStrategy = withDefault "asDropinIfExists" (
          types.enum [
            "asDropinIfExists"
            "asDropin"
          ]
        );
        description = withDefault "" types.singleLineStr;
        documentation = withDefault [ ] (types.listOf types.str);
        unitConfig = withDefault { } settings;
        startLimitBurst = mkOption { type = types.int; };
        startLimitIntervalSec = mkOption { type = types.int; };
        restartTriggers = withDefault [ ] (types.listOf types.unspecified);
        reloadTriggers = withDefault [ ] (types.listOf setting);
      }
      // lib.genAttrs [
        "after"
        "aliases"
        "before"
        "bindsTo"
        "conflicts"
        "onFailure"
        "onSuccess"
        "partOf"
        "requiredBy"
        "requires"
        "requisite"
        "upheldBy"
        "upholds"
        "wantedBy"
        "wants"
      ] (_: unitNames);

      # Strings, which the same setting as a number stands against.
      config.unitConfig =
        let
          relation = name: toString config.${name};
          ifAny = name: setting: lib.optionalAttrs (config.${name} != [ ]) { ${setting} = relation name; };
          ifSet =
            name: setting:
            lib.optionalAttrs options.${name}.isDefined { ${setting} = toString config.${name}; };
        in
        ifAny "after" "After"
        // ifAny "before" "Before"
        // ifAny "bindsTo" "BindsTo"
        // ifAny "conflicts" "Conflicts"
        // ifAny "documentation" "Documentation"
        // ifAny "onFailure" "OnFailure"
        // ifAny "onSuccess" "OnSuccess"
        // ifAny "partOf" "PartOf"
        // ifAny "requires" "Requires"
        // ifAny "requisite" "Requisite"
        // ifAny "upholds" "Upholds"
        // ifAny "wants" "Wants"
        // lib.optionalAttrs (config.description != "") { Description = config.description; }
        // ifSet "startLimitBurst" "StartLimitBurst"
        // ifSet "startLimitIntervalSec" "StartLimitIntervalSec";
    };

  # A unit of a kind with its own section of settings.
  kind =
    suffix: section:
    [
      common
      (
        { name, ... }:
        {
          options = lib.optionalAttrs (section != null) { ${section} = withDefault { } settings; };
          config.name = "${name}.${suffix}";
        }
      )
    ];

  text = withDefault "" types.lines;
  scripts =
    { name, config, ... }:
    let
      # Not written: whoever reads a unit has its script.
      file =
        purpose: script:
        "/nix/store/${
          builtins.substring 0 32 (builtins.hashString "sha256" script)
        }-unit-script-${name}-${purpose}/bin/${name}-${purpose}";
    in
    {
      options = {
        script = text;
        scriptArgs = withDefault "" types.str;
        preStart = text;
        postStart = text;
        reload = text;
        preStop = text;
        postStop = text;
      };
      config.serviceConfig = lib.mkMerge [
        (lib.mkIf (config.script != "") {
          ExecStart = "${file "start" config.script} ${config.scriptArgs}";
        })
        (lib.mkIf (config.preStart != "") { ExecStartPre = [ (file "pre-start" config.preStart) ]; })
        (lib.mkIf (config.postStart != "") { ExecStartPost = [ (file "post-start" config.postStart) ]; })
        (lib.mkIf (config.reload != "") { ExecReload = file "reload" config.reload; })
        (lib.mkIf (config.preStop != "") { ExecStop = file "pre-stop" config.preStop; })
        (lib.mkIf (config.postStop != "") { ExecStopPost = file "post-stop" config.postStop; })
      ];
    };

  services =
    { name, config, ... }:
    {
      options = {
        serviceConfig = withDefault { } service;
        environment = withDefault { } (
          types.attrsOf (
            types.nullOr (
              types.oneOf [
                types.str
                types.path
                types.package
              ]
            )
          )
        );
        path = withDefault [ ] (
          types.listOf (
            types.oneOf [
              types.package
              types.str
            ]
          )
        );
        enableDefaultPath = withDefault true types.bool;
        enableStrictShellChecks = withDefault false types.bool;
        restartIfChanged = withDefault true types.bool;
        reloadIfChanged = withDefault false types.bool;
        stopIfChanged = withDefault true types.bool;
        notSocketActivated = withDefault false types.bool;
        startAt = mkOption {
          type = types.either types.str (types.listOf types.str);
          default = [ ];
          apply = lib.toList;
        };
      };
      config = {
        name = "${name}.service";
        path = lib.mkIf config.enableDefaultPath (
          lib.mkAfter [
            pkgs.coreutils
            pkgs.findutils
            pkgs.gnugrep
            pkgs.gnused
            pkgs.systemd
          ]
        );
        environment.PATH = lib.mkIf (config.path != [ ]) (lib.makeBinPath config.path);
      };
    };

  sets = modules: withDefault { } (types.attrsOf (types.submodule modules));
in
{
  paths = sets (kind "path" "pathConfig");
  services = sets [
    common
    scripts
    services
  ];
  slices = sets (kind "slice" "sliceConfig");
  targets = sets (kind "target" null);
  timers = sets (kind "timer" "timerConfig");
}
