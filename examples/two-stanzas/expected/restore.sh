# Written by pgbackrest2nix 0.1.0 from two-stanzas.yaml.
# Do not edit: change two-stanzas.yaml and render again.

# Restores a stanza into its data directory, for a person who types it. It says what it would do and
# asks; it refuses while anything works there; it keeps the old data directory and says how to go back.
# It stops nothing and starts nothing: that is for RUNBOOK.md, Restore.
#
#   RESTORE_FACTS   what it has to know of this host, as JSON
set -euo pipefail

usage() {
  cat << 'END'
usage: pgbackrest-restore [--stanza S] [--repo NAME|KEY]
                          [--target 'YYYY-MM-DD HH:MM:SS+ZZ' | --set LABEL [--immediate]]
                          [--timeline current|latest|NUMBER] [--in-place] [--dry-run] [--yes]

Restores the latest state, or
  --target TIME     the state of that moment, which has its zone's offset
  --set LABEL       that backup and all WAL since
  --immediate       with --set: the state at the end of that backup

  --stanza S        which one; needed where there are several
  --repo NAME|KEY   from that repository alone
  --timeline T      "current" for another try after error 58
  --in-place        into the present data directory, of which nothing is kept
  --dry-run         say what would be done, and do nothing
  --yes             do not ask

Step 1 of the runbook comes first: PostgreSQL is stopped. The old data directory is kept beside the new
one. This starts nothing.
END
}

stanza='' repository='' target='' set='' immediate='' timeline='' in_place='' dry_run='' yes=''
objections=0 journal='' stage=checks old='' restoring='' hearing=''

say() {
  printf '%s\n' "$*" || true
  [ -z "$journal" ] || printf '%s\n' "$*" >&8 || true
}

# What is said of a refusal: the reason, then a line for each command or place.
complain() {
  local line
  say "$1" >&2
  for line in "${@:2}"; do
    say "  $line" >&2
  done
}

refuse() {
  complain "refused: $1" "${@:2}"
  exit 1
}

# The same for what may change until the restore: a dry run goes on.
object() {
  [ -n "$dry_run" ] || refuse "$@"
  complain "would be refused now: $1" "${@:2}"
  objections=$((objections + 1))
}

misused() {
  complain "$1" "pgbackrest-restore --help"
  exit 2
}

read_arguments() {
  local name value
  while [ $# -gt 0 ]; do
    name=$1
    case "$name" in
      --help)
        usage
        exit 0
        ;;
      --immediate) immediate=1 ;;
      --in-place) in_place=1 ;;
      --dry-run) dry_run=1 ;;
      --yes) yes=1 ;;
      --stanza | --repo | --target | --set | --timeline | --stanza=* | --repo=* | --target=* | --set=* | --timeline=*)
        if [ "$name" = "${name%%=*}" ]; then
          [ $# -gt 1 ] || misused "$name needs a value"
          shift
          value=$1
        else
          value=${name#*=}
          name=${name%%=*}
        fi
        [ -n "$value" ] || misused "$name needs a value"
        case "$name" in
          --stanza) stanza=$value ;;
          --repo) repository=$value ;;
          --target) target=$value ;;
          --set) set=$value ;;
          --timeline) timeline=$value ;;
        esac
        ;;
      *) misused "unknown argument: $name" ;;
    esac
    shift
  done
  [ -z "$target" ] || [ -z "$set" ] || misused "--target chooses the backup by itself: leave out --set"
  [ -z "$immediate" ] || [ -n "$set" ] || misused "--immediate needs --set"
  [ -z "$immediate" ] || [ -z "$timeline" ] || misused "the end of a backup is on its own timeline: leave out --timeline"
  [[ -z "$timeline" || "$timeline" =~ ^(current|latest|[1-9][0-9]*)$ ]] ||
    misused "not a timeline: \"$timeline\"; current, latest or a number"
}

open_journal() {
  # A journal that is not there is no reason not to restore.
  exec 8> >(trap '' INT TERM HUP && { systemd-cat --identifier=pgbackrest-restore 2> /dev/null || cat > /dev/null; })
  journal=$!
  say "pgbackrest-restore${*:+ ${*@Q}}" > /dev/null
}

# All of its processes: the workers of a pgBackRest that is told to end, or has failed, try for a while
# to restore what they are at, into a directory that has been moved back meanwhile.
end_restore() {
  local signal each
  for signal in TERM KILL; do
    kill "-$signal" -- "-$restoring" 2> /dev/null || true
    wait "$restoring" || true
    for each in {1..50}; do
      if ! kill -0 -- "-$restoring" 2> /dev/null; then
        wait "$hearing" || true
        return 0
      fi
      sleep 0.1
    done
  done
  complain "processes of the restore do not end, and may still write into $data; first wait for them:" \
    "ps -s $restoring -f"
}

finish() {
  local status=$?
  # What is to be said now must not be cut off.
  trap '' INT TERM HUP
  [ -z "$restoring" ] || end_restore
  case "$stage" in
    checks)
      [ "$status" -le 128 ] || say "interrupted: nothing was done" >&2
      ;;
    moving)
      undo
      complain "the restore has not succeeded, and nothing was started; to go back to where it began:" "${undoing[@]}"
      ;;
    in-place)
      complain "the restore has not succeeded: $data is neither the old state nor the new one" \
        "the same command once more goes on from here"
      ;;
  esac
  if [ -n "$journal" ]; then
    exec 8>&-
    wait "$journal" || true
  fi
  exit "$status"
}

fact() { jq --raw-output "$1" <<< "$RESTORE_FACTS"; }

of_stanza() { jq --raw-output --arg stanza "$stanza" '.stanzas[$stanza]'" | $1" <<< "$RESTORE_FACTS"; }

# A file that root leaves behind would stop the next backup.
postgres=(--reuid=postgres --regid=postgres --init-groups --)
as_postgres() { setpriv "${postgres[@]}" "$@" < /dev/null 8>&-; }

quoted() {
  local text
  printf -v text '%q ' "$@"
  printf '%s' "${text% }"
}

time_of() { date --date="@$1" '+%F %T%:::z'; }

choose_stanza() {
  local known
  known=$(fact '.stanzas | keys | join(", ")')
  if [ -z "$stanza" ]; then
    [ "$(fact '.stanzas | length')" = 1 ] || refuse "which stanza? --stanza is one of: $known"
    stanza=$known
  fi
  [ "$(of_stanza '. != null')" = true ] || refuse "no stanza \"$stanza\"; there is: $known"
  data=$(of_stanza .dataDir)
  lock=$(of_stanza .lock)
}

# By its name in the description, or its key.
choose_repository() {
  key=null
  [ -n "$repository" ] || return 0
  key=$(jq --arg wanted "$repository" \
    '[.repositories[] | select(.name == $wanted)] + [.repositories[] | select("\(.key)" == $wanted)] | .[0].key' \
    <<< "$RESTORE_FACTS")
  [ "$key" != null ] ||
    refuse "no repository \"$repository\"; there is: $(fact '.repositories | map("\(.name) (\(.key))") | join(", ")')"
}

read_target() {
  moment=null
  [ -n "$target" ] || return 0
  [[ "$target" =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}\ [0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?([+-][0-9]{2}(:?[0-9]{2})?)?$ ]] ||
    refuse "not a time: \"$target\"; write it as '2026-01-15 14:30:00+00'"
  [ -n "${BASH_REMATCH[2]}" ] ||
    refuse "the time has no zone, and would be that of whoever reads it: write '$target+00' for UTC" \
      "this zone's form: $(date '+%F %T%:::z')"
  moment=$(date --date="$target" +%s 2> /dev/null) || refuse "no such time: \"$target\""
  [ "$moment" -le "$(date +%s)" ] || refuse "the time is in the future: \"$target\""
}

# Other services of this host, by their state; nothing where systemd does not answer.
state_of() { systemctl show --property=ActiveState --value -- "$1" 2> /dev/null || true; }

require_standstill() {
  local each name running=() state
  # Also of a server that is told apart by nothing else: each of its processes works in that directory.
  for each in /proc/[0-9]*; do
    if [ "$each/cwd" -ef "$data" ]; then
      name=$(cat "$each/comm" 2> /dev/null || true)
      running+=("process ${each#/proc/} ($name)")
    fi
  done
  [ ${#running[@]} -eq 0 ] ||
    object "something works in $data; step 1 of RUNBOOK.md, Restore, stops PostgreSQL" "${running[@]}" "${stop[@]}"
  if [ "$data" = "$(fact .nixosDataDir)" ]; then
    state=$(state_of postgresql.service)
    case "$state" in
      inactive | failed) ;;
      "") say "note: systemd does not say whether postgresql.service runs; its processes do not" ;;
      *) object "postgresql.service is $state; step 1 of RUNBOOK.md, Restore, stops it" "${stop[@]}" ;;
    esac
  fi
  mapfile -t drills < <(of_stanza '.drills[]')
  for each in "${drills[@]}"; do
    case "$(state_of "$each")" in
      active | activating | reloading | deactivating)
        object "a restore drill of the stanza runs" "sudo systemctl stop $(quoted "$each")"
        ;;
    esac
  done
}

# Ours keeps the runs out; pgBackRest's own are those of commands by hand.
take_locks() {
  local each
  [ -d "${lock%/*}" ] || refuse "${lock%/*} is not there" "sudo systemd-tmpfiles --create"
  if [ ! -e "$lock" ] && [ -z "$dry_run" ]; then
    as_postgres touch -- "$lock"
  fi
  if [ -e "$lock" ]; then
    # Goes on to pgBackRest: it stays taken until that has ended, whatever becomes of this.
    exec 9< "$lock"
    flock --exclusive --nonblock 9 ||
      object "a backup or another restore of stanza $stanza holds $lock; wait for it, or stop it" "${stop[@]}"
    [ -z "$dry_run" ] || exec 9<&-
  fi
  for each in "${lock%/*}/$stanza"-{backup,restore}{,-[0-9]*}.lock; do
    [ ! -e "$each" ] || flock --shared --nonblock "$each" true ||
      object "a command of pgBackRest holds $each; wait for it" "ps -u postgres -f"
  done
}

note_timers() {
  local each active=()
  mapfile -t timers < <(of_stanza '.timers[]')
  for each in "${timers[@]}"; do
    [ "$(state_of "$each")" != active ] || active+=("$each")
  done
  if [ ${#active[@]} -gt 0 ]; then
    say "note: timers of the stanza are active. No backup runs while PostgreSQL is stopped, but one may as soon as"
    say "  it is back, before you have looked at what was restored: sudo systemctl stop $(quoted "${active[@]}")"
  fi
}

# Where the data directory cannot move: it, or something in it, is a file system of its own.
require_place() {
  local kind='' mount place
  local parent=${data%/*}
  [ -d "$parent/" ] || refuse "$parent is not there: is its file system mounted?"
  contents=
  if [ -e "$data" ] || [ -L "$data" ]; then
    [ -d "$data" ] || refuse "$data is not a directory"
    [ "$(stat --dereference --format=%U -- "$data")" = postgres ] ||
      refuse "$data belongs to $(stat --dereference --format=%U -- "$data"); pgBackRest restores as postgres"
    contents=$(ls -A -- "$data")
    [ ! -L "$data" ] || kind="is a symbolic link"
    place=$(realpath -- "$data")
    while read -r _ _ _ _ mount _; do
      printf -v mount '%b' "$mount"
      case "$mount" in
        "$place") kind="is a mount point" ;;
        "$place"/*) [ -n "$kind" ] || kind="has a mount point in it, $mount" ;;
      esac
    done < /proc/self/mountinfo
  fi
  if [ -z "$contents" ]; then
    return 0
  fi
  [ -z "$kind" ] || [ -n "$in_place" ] ||
    refuse "$data $kind and cannot move away" \
      "take a snapshot of it if you can; --in-place then restores into it, and keeps nothing"
  if [ -z "$in_place" ]; then
    require_no_outer_tablespaces
    # Of the same second there may be one already.
    until
      old="$data.old-$(date --utc +%Y%m%dT%H%M%SZ)"
      [ ! -e "$old" ]
    do
      sleep 0.1
    done
  fi
}

# Moved away, it would still have its tablespaces where they are. PostgreSQL empties them as soon as it
# replays their creation, which may be in WAL after the backup.
require_no_outer_tablespaces() {
  local each places=()
  for each in "$data"/pg_tblspc/*; do
    [ ! -L "$each" ] || places+=("$(readlink -- "$each")")
  done
  [ ${#places[@]} -eq 0 ] ||
    refuse "the cluster has tablespaces, which only a restore by hand can keep: RUNBOOK.md, Restore" "${places[@]}"
}

ask_repositories() {
  local answer each missing
  mapfile -t missing < <(
    jq --raw-output --argjson only "$key" \
      '.repositories[] | select(.mount and ($only == null or .key == $only)) | .mount' <<< "$RESTORE_FACTS"
  )
  for each in "${missing[@]}"; do
    if ! mountpoint --quiet -- "$each"; then
      [ "$key" = null ] || refuse "$each is not mounted" "sudo mount $(quoted "$each")"
      say "note: $each is not mounted, and the repository there out of reach"
    fi
  done
  answer=$(as_postgres pgbackrest --stanza="$stanza" "${only[@]}" --output=json --log-level-console=off info 2>&1) ||
    refuse "pgBackRest does not answer" "$answer"
  # Warnings may come before it.
  [[ "$answer" =~ (^|$'\n')(\[[^$'\n']*) ]] || refuse "pgBackRest does not answer" "$answer"
  info=$(jq --argjson facts "$RESTORE_FACTS" --argjson only "$key" '
    .[0] as $all | [$facts.repositories[] | select($only == null or .key == $only) | . as $repo | {
      key, name,
      status: ([$all.repo[]? | select(.key == $repo.key) | .status] | .[0] // {code: 1, message: ""}),
      wal: ([$all.archive[]? | select(.database."repo-key" == $repo.key) | .max // empty] | max),
      backups: [$all.backup[]? | select(.database."repo-key" == $repo.key) | . as $backup | {
        label, type, stop: .timestamp.stop, size: .info.size,
        version: ([$all.db[]? | select(."repo-key" == $repo.key and .id == $backup.database.id) | .version] | .[0])
      }] | sort_by(.stop)
    }] | sort_by(.key)' <<< "${BASH_REMATCH[2]}")
}

# What can be restored, for each repository: a line of text each.
window() {
  local name key count code label stop wal message
  while IFS='|' read -r name key count code label stop wal message; do
    if [ "$count" -gt 0 ]; then
      echo "$name (repo$key): any moment after $(time_of "$stop"), where $label ended, up to the last WAL there, $wal"
    elif [ "$code" -eq 99 ]; then
      echo "$name (repo$key): does not answer: $message"
    else
      echo "$name (repo$key): no backup"
    fi
  done < <(jq --raw-output '.[] | [.name, .key, (.backups | length), .status.code, .backups[0].label,
    .backups[0].stop, .wal, (.status.message | gsub("\\s+"; " "))] | map("\(. // "")") | join("|")' <<< "$info")
}

labels() {
  jq --raw-output '.[] | "\(.name) (repo\(.key)): \(.backups | map(.label) | join(", ") | if . == "" then "none" else . end)"' \
    <<< "$info"
}

# As pgBackRest chooses: the first repository by key that has one; its newest backup, the newest that ended
# before the target, or the very one.
choose_backup() {
  local lines
  choice=$(jq --argjson moment "$moment" --arg set "$set" '
    [.[] | . as $repo | [.backups[] | select(
      ($moment == null or .stop < $moment) and ($set == "" or .label == $set))]
      | select(length > 0) | .[-1] + {name: $repo.name, key: $repo.key}] | .[0]' <<< "$info")
  if [ "$choice" = null ]; then
    if [ -n "$set" ]; then
      mapfile -t lines < <(labels)
      refuse "no backup \"$set\"; there are:" "${lines[@]}"
    fi
    mapfile -t lines < <(window)
    if [ -n "$target" ]; then
      refuse "no backup ended before $target; what can be restored:" "${lines[@]}"
    fi
    refuse "there is no backup to restore:" "${lines[@]}"
  fi
  label=$(jq --raw-output .label <<< "$choice")
  size=$(jq .size <<< "$choice")
  require_version "$(jq --raw-output .version <<< "$choice")"
  require_no_tablespaces
}

require_version() {
  local ours
  ours=$(of_stanza .version)
  [ "$1" = "$ours" ] ||
    refuse "backup $label is of PostgreSQL $1, and this host has $ours, which cannot run it"
}

# They would go to where they were, and be in the way of each other: nothing of them would be kept.
require_no_tablespaces() {
  local answer places
  answer=$(as_postgres pgbackrest --stanza="$stanza" --repo="$(jq .key <<< "$choice")" --set="$label" \
    --output=json --log-level-console=off info 2>&1) || refuse "pgBackRest does not answer" "$answer"
  [[ "$answer" =~ (^|$'\n')(\[[^$'\n']*) ]] || refuse "pgBackRest does not answer" "$answer"
  mapfile -t places < <(jq --raw-output '.[0].backup[0].tablespace[]?.destination' <<< "${BASH_REMATCH[2]}")
  [ ${#places[@]} -eq 0 ] ||
    refuse "the backup has tablespaces, which only a restore by hand can keep: RUNBOOK.md, Restore" "${places[@]}"
}

# A restore that was killed could not say what it had kept.
note_kept() {
  local each kept=()
  for each in "$data".old-*; do
    [ ! -d "$each" ] || kept+=("$each")
  done
  [ ${#kept[@]} -eq 0 ] || say "note: earlier restores, also such as did not succeed, have kept: $(quoted "${kept[@]}")"
}

require_room() {
  local free needed=$size used=0
  free=$(df --output=avail --block-size=1 -- "$([ -d "$data" ] && [ -z "$old" ] && echo "$data" || echo "${data%/*}/")" | tail -n 1)
  room="$(numfmt --to=iec-i --suffix=B "$free") free, the backup needs $(numfmt --to=iec-i --suffix=B "$needed") and WAL comes on top"
  # What is replaced makes room.
  [ -z "$in_place" ] || [ ! -d "$data" ] || used=$(du --summarize --block-size=1 -- "$data/" | cut -f 1)
  [ $((free + used)) -ge "$needed" ] ||
    object "no room beside ${old:-$data}: $room" "make room; or --in-place, which keeps nothing"
}

plan() {
  local what='the latest state' and='and all WAL since'
  [ -z "$target" ] || what="the state of $target" and="and WAL up to then"
  [ -z "$set" ] || what="backup $set and all WAL since"
  [ -z "$immediate" ] || what="the state at the end of backup $set" and="and no WAL after it"
  say "restore of stanza $stanza: $what"
  say "  from   $(jq --raw-output '"\(.name) (repo\(.key)): \(.type) backup \(.label)"' <<< "$choice"), ended $(time_of "$(jq .stop <<< "$choice")"), $and"
  if [ "$key" = null ]; then
    say "         (another repository where that one fails)"
  fi
  say "  into   $data"
  if [ -n "$old" ]; then
    say "  keeps  its present contents, as $old"
  elif [ -n "$contents" ]; then
    say "  KEEPS NOTHING: what is in $data now is replaced, and there is no way back"
  else
    say "  where nothing is yet"
  fi
  say "  room   $room"
}

# What is done is what a dry run shows.
steps=()
prepare() {
  restore=(pgbackrest --stanza="$stanza" "${only[@]}")
  [ -z "$set" ] || restore+=(--set="$set")
  [ -z "$target" ] || restore+=(--type=time --target="$target" --target-action=promote)
  [ -z "$immediate" ] || restore+=(--type=immediate --target-action=promote)
  [ -z "$timeline" ] || restore+=(--target-timeline="$timeline")
  [ -z "$in_place" ] || restore+=(--delta)
  restore+=(--log-level-console=info restore)
  [ -z "$old" ] || steps+=("mv $(quoted "$data" "$old")")
  [ -d "$data" ] && [ -z "$old" ] || steps+=("install -d -o postgres -g postgres -m 0700 $(quoted "$data")")
  steps+=("sudo -u postgres $(quoted "${restore[@]}")")
}

# By what is there now.
undo() {
  undoing=()
  if [ -z "$old" ]; then
    [ ! -d "$data" ] || undoing=("sudo find $(quoted "$data") -mindepth 1 -delete")
    return
  fi
  if [ ! -d "$old" ]; then
    undoing=("nothing, it has not been moved yet")
    return
  fi
  [ ! -d "$data" ] || undoing=("sudo mv $(quoted "$data" "$data.undone-${old##*.old-}")")
  undoing+=("sudo mv $(quoted "$old" "$data")")
}

confirm() {
  local answer=''
  if [ -n "$yes" ]; then
    return 0
  fi
  printf "type the stanza's name to go on: "
  IFS= read -r answer || true
  [ "$answer" = "$stanza" ] || refuse "that is not \"$stanza\": nothing was done"
}

heard() {
  local line
  # Ends when pgBackRest does.
  trap '' INT TERM HUP
  while IFS= read -r line || [ -n "$line" ]; do
    say "$line"
  done
}

perform() {
  local owner=postgres:postgres status=0
  stage=moving
  if [ -n "$old" ]; then
    owner=$(stat --format=%U:%G -- "$data")
    mv --no-target-directory -- "$data" "$old"
    say "kept: $old"
  elif [ -n "$contents" ]; then
    stage=in-place
  fi
  [ -d "$data" ] || install -d -o "${owner%:*}" -g "${owner#*:}" -m 0700 -- "$data"
  exec 7> >(heard 9>&-)
  hearing=$!
  # In the background, for a signal would be heeded only after it, hours later; in a session of its own, so
  # that all of its processes can be told to end.
  setsid setpriv "${postgres[@]}" "${restore[@]}" < /dev/null >&7 2>&1 7>&- 8>&- &
  restoring=$!
  exec 7>&-
  wait "$restoring" || status=$?
  if [ "$status" -ne 0 ]; then
    say "pgBackRest has ended with status $status: RUNBOOK.md, Restore, tells what it means" >&2
    [ "$status" -ne 58 ] || say "58: the backup is not on the way to the newest timeline; try --timeline current" >&2
    exit "$status"
  fi
  wait "$hearing" || true
  restoring=
  stage=restored
}

# The steps of the runbook that are left.
conclude() {
  local part line lines
  say "restored, and not started. What is left, from RUNBOOK.md, Restore:"
  if [ "$data" != "$(fact .nixosDataDir)" ]; then
    say "(for postgresql.service take the service of that cluster)"
  fi
  for part in start verify full resume; do
    case "$part" in
      start) say "- start PostgreSQL and wait for the end of recovery:" ;;
      verify) say "- verify, and look at your data too:" ;;
      full) say "- full backups, for it is on a new timeline:" ;;
      resume) say "- back to normal:" ;;
    esac
    mapfile -t lines < <(of_stanza ".${part}[]")
    for line in "${lines[@]}"; do
      say "    $line"
    done
  done
  if [ -n "$old" ]; then
    say "To go back to what was there instead, with PostgreSQL stopped:"
    undo
    for line in "${undoing[@]}"; do
      say "    $line"
    done
    say "When nobody needs it any more: sudo rm -r $(quoted "$old")"
  fi
}

main() {
  local each
  read_arguments "$@"
  [ "$EUID" -eq 0 ] || refuse "only root can do this" "sudo pgbackrest-restore${*:+ $(quoted "$@")}"
  # The configuration of this host counts, not what somebody's shell says.
  for each in "${!PGBACKREST_@}"; do
    unset "$each"
  done
  cd /
  trap '' PIPE
  trap finish EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  open_journal "$@"
  [ -n "$dry_run$yes" ] || [ -t 0 ] || refuse "no terminal to ask on: --yes goes on without"
  choose_stanza
  choose_repository
  only=()
  [ "$key" = null ] || only=(--repo="$key")
  read_target
  mapfile -t stop < <(of_stanza '.stop[]')
  require_place
  take_locks
  require_standstill
  ask_repositories
  choose_backup
  require_room
  note_timers
  note_kept
  plan
  prepare
  if [ -n "$dry_run" ]; then
    say "would be done, as root:"
    for each in "${steps[@]}"; do
      say "  $each"
    done
    [ "$objections" -eq 0 ] || exit 1
    return 0
  fi
  confirm
  # Somebody may have started it meanwhile.
  require_standstill
  perform
  conclude
}

main "$@"
