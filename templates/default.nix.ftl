[=header]
{
  config,
  lib,
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
}
