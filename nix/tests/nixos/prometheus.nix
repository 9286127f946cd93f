# Prometheus and its exporters: all exporters are one submodule, and each is another in it.
{ config, lib, ... }:
let
  inherit (lib) mkOption types;

  strings = mkOption {
    type = types.listOf types.str;
    default = [ ];
  };

  exporter = name: port: {
    options = {
      enable = lib.mkEnableOption "the exporter ${name}";
      port = mkOption {
        type = types.port;
        default = port;
      };
      listenAddress = mkOption {
        type = types.str;
        default = "0.0.0.0";
      };
      extraFlags = strings;
      openFirewall = mkOption {
        type = types.bool;
        default = false;
      };
      firewallFilter = mkOption {
        type = types.nullOr types.str;
        default = null;
      };
      firewallRules = mkOption {
        type = types.nullOr types.lines;
        default = null;
      };
      user = mkOption {
        type = types.str;
        default = "${name}-exporter";
      };
      group = mkOption {
        type = types.str;
        default = "${name}-exporter";
      };
    };
  };
  node = {
    options = {
      enabledCollectors = strings;
      disabledCollectors = strings;
    };
  };
  exporters.options.node = mkOption {
    type = types.submodule [
      (exporter "node" 9100)
      node
    ];
    default = { };
  };
in
{
  options.services.prometheus = {
    enable = lib.mkEnableOption "Prometheus";
    enableAgentMode = lib.mkEnableOption "agent mode";
    checkConfig = mkOption {
      type = types.either types.bool (types.enum [ "syntax-only" ]);
      default = true;
    };
    port = mkOption {
      type = types.port;
      default = 9090;
    };
    listenAddress = mkOption {
      type = types.str;
      default = "0.0.0.0";
    };
    extraFlags = strings;
    rules = strings;
    ruleFiles = mkOption {
      type = types.listOf types.path;
      default = [ ];
    };
    exporters = mkOption {
      type = types.submodule exporters;
      default = { };
    };
  };

  config.systemd.services =
    lib.mkIf config.services.prometheus.exporters.node.enable
      {
        prometheus-node-exporter = {
          wantedBy = [ "multi-user.target" ];
          after = [ "network.target" ];
          serviceConfig.User = config.services.prometheus.exporters.node.user;
        };
      };
}
