# Written by pgbackrest2nix 0.1.0 from one-host-posix.yaml.
# Do not edit: change one-host-posix.yaml and render again.

# Restores beside the running cluster: a part of restore.sh. All that lies in the directory is made, read and removed
# as postgres, so that root follows no name there. What restores and runs there is a unit of systemd, which outlasts
# the terminal.
#
#   BESIDE_SERVER    what that unit runs
# shellcheck disable=SC2034,SC2154  # variables of restore.sh

# What a directory carries that may be removed, and names it, so that no copy or other directory is taken for it.
mark=.pgbackrest-beside
marking() { printf '%s' "restored by pgbackrest-restore --beside $1"; }

# The name goes into settings of PostgreSQL and systemd, which read some characters each in its own way.
require_beside_name() {
  local place socket
  [ "$beside" = / ] || beside=${beside%/}
  [[ "$beside" =~ ^/[A-Za-z0-9/._+@-]+$ ]] ||
    refuse "not a directory to restore into: \"$beside\"; an absolute path of letters, digits, and . _ + @ -"
  place=$(realpath --canonicalize-missing -- "$beside")
  [ "$place" = "$beside" ] || refuse "$beside leads to $place: write that"
  # The most that the system takes for a socket is 107.
  socket="$beside/socket/.s.PGSQL.5432"
  [ "${#socket}" -le 107 ] ||
    refuse "$beside is too long a name: PostgreSQL's socket there would have ${#socket} characters, and 107 are allowed"
}

require_beside_place() {
  require_apart "$beside"
  require_parent "$beside"
  [ ! -L "$beside" ] || refuse "$beside is a symbolic link"
  [ -e "$beside" ] || return 0
  [ -d "$beside" ] || refuse "$beside is not a directory"
  [ -z "$(ls -A -- "$beside")" ] ||
    refuse "$beside is not empty: take a directory that does not exist yet" \
      "where this command has made it: sudo pgbackrest-restore --beside $beside --remove"
  as_postgres test -w "$beside" ||
    refuse "postgres cannot write to $beside: take a directory that does not exist yet"
}

beside_unit() { printf 'pgbackrest-beside-%s.service' "$1"; }

require_none_beside() {
  local state other
  state=$(state_of "$unit")
  case "$state" in
    inactive | failed) ;;
    "") refuse "systemd does not answer, which has to run PostgreSQL there" ;;
    *)
      other=$(systemctl show --property=WorkingDirectory --value -- "$unit" || true)
      refuse "stanza $stanza is beside already, in $other" "sudo pgbackrest-restore --beside $other --remove"
      ;;
  esac
}

require_room_beside() {
  local free needed spare=$((size / 5)) place=$beside
  # What recovery keeps besides the data.
  [ "$spare" -ge $((256 << 20)) ] || spare=$((256 << 20))
  needed=$((size + spare))
  [ -d "$place" ] || place=${beside%/*}
  free=$(df --output=avail --block-size=1 -- "${place:-/}" | tail -n 1)
  room="$(numfmt --to=iec-i --suffix=B "$free") free, needed $(numfmt --to=iec-i --suffix=B "$needed")"
  [ "$free" -ge "$needed" ] || object "no room in ${place:-/}: $room" "take a directory of a file system with more of it"
}

# As postgres: the mark first, so that whatever is there later can be removed.
furnish() {
  local made=''
  if [ ! -d "$beside" ]; then
    made=made
    make_directory "$beside" 0700
  fi
  # shellcheck disable=SC2016  # for the other shell
  as_postgres "$BASH" -euo pipefail -c '
    umask 077
    cd -P -- "$1"
    set -o noclobber
    printf "%s\n" "$3" "$4" > "./$2"
    mkdir data tablespaces socket lock spool' furnish "$beside" "$mark" "$(marking "$beside")" "$made"
}

launch() {
  local description="PostgreSQL of stanza $stanza beside its cluster, in $beside"
  systemd-run --quiet --collect --unit="$unit" --description="$description" \
    --uid=postgres --gid=postgres --working-directory="$beside" --expand-environment=no \
    --property=Type=exec --property=UMask=0077 \
    --property=KillMode=mixed --property=KillSignal=SIGINT --property=TimeoutStopSec=60 \
    --property=CPUWeight=20 --property=IOWeight=20 --property=OOMScoreAdjust=500 \
    --property=NoNewPrivileges=yes --property=PrivateIPC=yes \
    --property=ProtectSystem=strict --property=ReadWritePaths="$beside" \
    --setenv=PATH="$PATH" --setenv=DIRECTORY="$beside" --setenv=CLUSTER="$cluster" \
    --setenv=PROGRAMS="$(of_stanza .programs)" --setenv=PRELOAD="$(of_stanza .preload)" \
    --setenv=SETTINGS="$(of_stanza '.settings | tojson')" \
    -- "$BESIDE_SERVER" "${restore[@]}" < /dev/null 8>&-
}

# What the unit has said since the last time, without what would command a terminal.
relay() {
  journalctl --quiet --output=cat --unit="$unit" --cursor-file="$note.cursor" |
    sed 's/[[:cntrl:]]//g' || true
}

# Of the cluster whose socket that is; it may not run.
ask() {
  as_postgres env --unset=PGOPTIONS --unset=PGSERVICE psql --no-psqlrc --no-password --quiet --tuples-only --no-align \
    --host="$socket" --port="$port" --dbname=postgres --command="$1" 2> /dev/null
}

# With hot_standby off PostgreSQL takes nobody in before it has recovered.
is_recovered() { [ "$(ask 'select pg_is_in_recovery()')" = f ]; }

# The last that the cluster has written is in no repository before its segment ends.
archive_now() {
  local segment each
  segment=$(ask 'select pg_walfile_name(pg_switch_wal() - 1)') || true
  if [[ ! "$segment" =~ ^[0-9A-F]{24}$ ]]; then
    say "note: the cluster does not take orders; its last WAL may not be in the repositories"
    return 0
  fi
  for each in {1..60}; do
    [ "$(ask "select last_archived_wal collate \"C\" >= '$segment' from pg_stat_archiver")" != t ] || return 0
    sleep 1
  done
  say "note: WAL up to $segment has not been archived within a minute; what is only there is left out"
}

await_beside() {
  until is_recovered; do
    relay
    case "$(state_of "$unit")" in
      active | activating) sleep 1 ;;
      *)
        journalctl --sync || true
        relay
        exit 1
        ;;
    esac
  done
  relay
}

# As names of files are: nothing that a shell or a terminal would take for more than a name.
databases_beside() {
  local each
  ask "select replace(encode(textsend(datname::text), 'base64'), E'\n', '') from pg_database
    where datallowconn and not datistemplate and datconnlimit <> -2 order by datname" |
    while IFS= read -r each; do
      quoted "$(base64 --decode <<< "$each")"
      printf '\n'
    done
}

offer() {
  local each names others=() name=DATABASE there here file load
  mapfile -t names < <(databases_beside)
  for each in "${names[@]}"; do
    [ "$each" = postgres ] || others+=("$each")
  done
  # The only one beside the one that every cluster has.
  [ ${#others[@]} -ne 1 ] || name=${others[0]}
  there="--host=$socket"
  here="--host=$(quoted "$(of_stanza .socketDir)") --port=$(of_stanza .port)"
  # Not by a pipe, at whose end psql would commit the half that came.
  file="--file=$beside/dump.sql"
  load="--no-psqlrc --single-transaction --set=ON_ERROR_STOP=1 --output=/dev/null $file"
  say "PostgreSQL runs beside the cluster, read-only, until it is removed. Its databases: ${names[*]}"
  say "- look around:"
  say "    sudo -u postgres psql $there --dbname=$name"
  say "- a table that is gone, back into the cluster that runs:"
  say "    sudo -u postgres pg_dump $there --dbname=$name --table=TABLE $file &&"
  say "      sudo -u postgres psql $here --dbname=$name $load"
  say "- rows of a table that is there:"
  say "    sudo -u postgres psql $there --dbname=$name --no-psqlrc --command=\"\\copy (select * from TABLE where CONDITION) to '$beside/rows'\" &&"
  say "      sudo -u postgres psql $here --dbname=$name --no-psqlrc --command=\"\\copy TABLE from '$beside/rows'\""
  say "- a database, as a new one of the cluster that runs:"
  say "    sudo -u postgres createdb $here ${name}_restored"
  say "    sudo -u postgres pg_dump $there --dbname=$name $file &&"
  say "      sudo -u postgres psql $here --dbname=${name}_restored $load"
  say "- remove all of it again:"
  say "    sudo pgbackrest-restore --beside $beside --remove"
}

# Sets what the rest of the command goes by to the cluster in the directory.
turn_beside() {
  cluster=$data data=$beside/data socket=$beside/socket port=5432
  note=$(fact .notes)/$stanza.beside.json
}

plan_beside() {
  say "  into   $beside, where PostgreSQL then runs as $unit"
  say "  leaves the cluster in $cluster as it is, running or not"
  say "  room   $room"
}

# What is done to a directory must be seen to belong to it.
finish_beside() {
  case "$(state_of "$unit")" in
    active | activating)
      complain "interrupted; it goes on as $unit" \
        "to wait for it, and see what was reached: sudo pgbackrest-restore --stanza $stanza --beside $beside --verify" \
        "to end and remove it: sudo pgbackrest-restore --beside $beside --remove"
      ;;
    *)
      complain "the restore beside the cluster has not succeeded; the messages are above, and in journalctl --unit=$unit" \
        "to remove what is left of it: sudo pgbackrest-restore --beside $beside --remove"
      ;;
  esac
}

restore_beside() {
  local contents
  unit=$(beside_unit "$stanza")
  # What own_timeline looks at.
  contents=$(ls -A -- "$data" 2> /dev/null || true)
  require_beside_name
  require_beside_place
  require_none_beside
  ask_repositories
  choose_backup ''
  require_repositories
  require_room_beside
  [ -n "$dry_run" ] || archive_now
  choose_timeline
  turn_beside
  plan
  prepare
  if [ -n "$dry_run" ]; then
    say "would be done, in $unit:"
    say "  $(quoted "${restore[@]}")"
    [ "$objections" -eq 0 ] || exit 1
    return 0
  fi
  stage=beside
  furnish
  write_note
  rm --force -- "$note.cursor"
  journalctl --quiet --lines=1 --cursor-file="$note.cursor" > /dev/null || true
  launch
  await_beside
  stage=restored
  offer
  verify_recovery
}

verify_beside() {
  require_beside_name
  unit=$(beside_unit "$stanza")
  turn_beside
  if [ "$(systemctl show --property=WorkingDirectory --value -- "$unit" || true)" != "$beside" ]; then
    refuse "no PostgreSQL of stanza $stanza runs in $beside"
  fi
  stage=beside
  await_beside
  stage=restored
  offer
  verify_recovery
}

is_marked() {
  # shellcheck disable=SC2016  # for the other shell
  as_postgres "$BASH" -c 'cd -P -- "$1" && IFS= read -r line < "./$2" && [ "$line" = "$3" ]' \
    mark "$beside" "$mark" "$(marking "$beside")" 2> /dev/null
}

# The mark goes last, so that a removal that was interrupted can be repeated.
empty_beside() {
  # shellcheck disable=SC2016  # for the other shell
  as_postgres "$BASH" -euo pipefail -c '
    cd -P -- "$1"
    IFS= read -r line < "./$2"
    [ "$line" = "$3" ]
    shopt -s nullglob dotglob
    for each in ./*; do
      [ "$each" = "./$2" ] || rm --recursive --force --one-file-system -- "$each"
    done
    made=$(tail -n 1 -- "./$2")
    rm -- "./$2"
    printf "%s" "$made"' remove "$beside" "$mark" "$(marking "$beside")"
}

remove_beside() {
  local each units=() made
  require_beside_name
  while IFS= read -r each; do
    each=$(beside_unit "$each")
    [ "$(systemctl show --property=WorkingDirectory --value -- "$each" || true)" != "$beside" ] || units+=("$each")
  done < <(fact '.stanzas | keys[]')
  if [ -e "$beside" ]; then
    is_marked ||
      refuse "$beside was not made by pgbackrest-restore --beside, or is not complete: it is left alone, whatever it is"
  elif [ ${#units[@]} -eq 0 ]; then
    refuse "$beside is not there, and nothing runs in it"
  fi
  if [ -n "$dry_run" ]; then
    [ ${#units[@]} -eq 0 ] || say "would stop ${units[*]}"
    [ ! -e "$beside" ] || say "would remove $beside"
    return 0
  fi
  stage=removing
  for each in "${units[@]}"; do
    systemctl stop -- "$each"
    say "stopped: $each"
  done
  if [ -e "$beside" ]; then
    made=$(empty_beside)
    if [ "$made" = made ]; then
      (enter "$(dirname -- "$beside")" && "${hand[@]}" rmdir -- "./${beside##*/}")
    fi
    say "removed: $beside"
  fi
  for each in $(fact '.stanzas | keys[]'); do
    each=$(fact .notes)/$each.beside.json
    [ ! -e "$each" ] || [ "$(jq --raw-output .data "$each")" != "$beside/data" ] || rm --force -- "$each" "$each.cursor"
  done
  stage=restored
}
