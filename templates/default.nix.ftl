[=header]
{
  config,
  lib,
  options,
  pkgs,
  ...
}:

let
  cfg = config.services.postgresql;

  # Whether this host's PostgreSQL is the cluster that a stanza describes.
  runs = {
<#list clusters as cluster>
    [=cluster.name] = cfg.enable && cfg.dataDir == [=cluster.dataDir];
</#list>
  };
  isDescribed = lib.any (each: each) (lib.attrValues runs);

  # Where it is not set, NixOS leaves the clock in UTC.
  timeZone = if config.time.timeZone == null then "UTC" else config.time.timeZone;

  archiveMode = cfg.settings.archive_mode or "off";

  # A switch is refused where one of these is another than in the running system: the backups that there are belong
  # to them. RUNBOOK.md, Changes, says how it is done on purpose.
  inhibitors = {
<#list inhibitors as each>
    [=each.name] = [=each.text];
</#list>
  };

  bootstraps = [=bootstraps];

  switchCheck = ''
    SYSTEMCTL=${config.systemd.package}/bin/systemctl
    BOOTSTRAPS=${lib.escapeShellArg (toString bootstraps)}
    ${builtins.readFile ./switch-check.sh}
  '';
<#if supersedesOptions>

  isSet =
    option:
    let
      value = lib.attrByPath (lib.splitString "." option) null config;
    in
    value != null && value != false;
</#if>
in
{
  imports = [=imports];

  assertions = [
<#list assertions as each>
    {
      assertion = [=each.condition];
      message = [=each.message];
    }
</#list>
  ];

  warnings = lib.concatMap (each: lib.optional each.condition each.message) [
<#list warnings as each>
    {
      condition = [=each.condition];
      message = [=each.message];
    }
</#list>
  ];

  # NixOS has the inhibitors since 26.05.
  system =
    lib.optionalAttrs (options ? system.switch.inhibitors) {
      switch.inhibitors = inhibitors;
    }
    // lib.optionalAttrs (options ? system.preSwitchChecks) {
      preSwitchChecks.pgbackrest-restore = switchCheck;
    };
}
