{ lib, ... }:
{
  systemd.services.backup.serviceConfig.ReadWritePaths = lib.mkAfter [ "/b" ];
  systemd.timers.backup.timerConfig.OnCalendar = "daily";
}
