# Written by pgbackrest2nix 0.1.0 from forge.yaml.
# Do not edit: change forge.yaml and render again.

# Refuses a switch while a backup is being restored into a cluster's data directory: a switch starts what is
# stopped, PostgreSQL too, which would find half of a cluster there. NixOS runs this, as root, with the path of the
# new system and what is to be done with it.
#
#   SYSTEMCTL    the program
#   BOOTSTRAPS   units that restore before PostgreSQL starts

# What a process restores with, if it does.
restore_of() {
  local arguments=() each
  # It may have ended meanwhile.
  mapfile -d '' -t arguments 2> /dev/null < "$1/cmdline" || return 0
  [ "${#arguments[@]}" -ge 2 ] || return 0
  # A script, before which its shell stands. Anybody can give a process this name; only root restores with it.
  if [[ "${arguments[0]}" = *sh && "${arguments[1]##*/}" = pgbackrest-restore && -O "$1" ]]; then
    for each in "${arguments[@]:2}"; do
      case "$each" in
        # Into a directory of its own, too; what it starts there is not a unit of the configuration.
        --beside | --beside=*) return 0 ;;
      esac
    done
    echo "process ${1#/proc/}, pgbackrest-restore"
    return 0
  fi
  [ "${arguments[0]##*/}" = pgbackrest ] || return 0
  for each in "${arguments[@]}"; do
    case "$each" in
      # Into a directory of its own, as a restore drill does.
      --pg1-path=*) return 0 ;;
    esac
  done
  for each in "${arguments[@]:1}"; do
    [ "$each" != restore ] || echo "process ${1#/proc/}, pgbackrest restore"
  done
}

restores() {
  local each
  for each in $BOOTSTRAPS; do
    if [ "$("$SYSTEMCTL" show --property=ActiveState --value -- "$each")" = activating ]; then
      echo "$each, before PostgreSQL starts; to follow it: journalctl --follow --unit=$each"
    fi
  done
  for each in /proc/[0-9]*; do
    restore_of "$each"
  done
}

check() {
  local running
  case "${1-}" in
    # Starts nothing.
    boot | dry-activate) return 0 ;;
  esac
  running=$(restores)
  [ -n "$running" ] || return 0
  echo "A restore runs, and this switch would start PostgreSQL in the middle of it:"
  echo "$running"
  echo "Wait for its end, go on to the last step of RUNBOOK.md, Restore, and switch then. \"nixos-rebuild boot\""
  echo "works now, too: it changes nothing before the next boot."
  return 1
}

check "${2-}"
