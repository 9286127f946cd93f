{
  config,
  lib,
  pkgs,
  ...
}:
{
  options.systemd = import ./units.nix { inherit lib pkgs; } // {
    package = lib.mkOption {
      type = lib.types.package;
      default = pkgs.systemd;
    };
  };

  # Adds up with a timer's own calendar.
  config.systemd.timers = lib.mapAttrs (_: service: {
    wantedBy = [ "timers.target" ];
    timerConfig.OnCalendar = service.startAt;
  }) (lib.filterAttrs (_: service: service.enable && service.startAt != [ ]) config.systemd.services);
}
