# Written by pgbackrest2nix 0.1.0 from one-host-posix.yaml.
# Do not edit: change one-host-posix.yaml and render again.

# Restores a stanza into its data directory, for a person who types it. It says what it would do and
# asks; it refuses while anything works there; it keeps the old data directory and says how to go back.
# It stops nothing and starts nothing: that is for RUNBOOK.md, Restore. With --beside it restores into another
# directory instead, and runs PostgreSQL there: that part is beside.sh. What is outside of the data directory is for
# tablespaces.sh.
#
#   RESTORE_FACTS   what it has to know of this host, as JSON
set -euo pipefail

usage() {
  cat << 'END'
usage: pgbackrest-restore [--stanza S] [--repo NAME|KEY]
                          [--target 'YYYY-MM-DD HH:MM:SS+ZZ' | --set LABEL [--immediate]]
                          [--timeline current|latest|NUMBER] [--in-place]
                          [--tablespace-map NAME=DIRECTORY]... [--dry-run] [--yes]
       pgbackrest-restore --verify [--stanza S]
       pgbackrest-restore --beside DIRECTORY [--stanza S] [--repo NAME|KEY]
                          [--target TIME | --set LABEL [--immediate]] [--timeline T] [--dry-run]
       pgbackrest-restore --beside DIRECTORY --verify | --remove

Restores the latest state, or
  --target TIME     the state of that moment, which has its zone's offset
  --set LABEL       that backup and all WAL since
  --immediate       with --set: the state at the end of that backup

  --stanza S        which one; needed where there are several
  --repo NAME|KEY   from that repository alone
  --timeline T      which one, where the repositories have several; "current" is the backup's own
  --in-place        into the present data directory and tablespaces, of which nothing is kept
  --tablespace-map NAME=DIRECTORY
                    that tablespace into another directory than the one it was in
  --dry-run         say what would be done, and do nothing
  --yes             do not ask
  --verify          after PostgreSQL has recovered: compare the WAL that it replayed with the repositories'
  --beside DIRECTORY
                    leave the cluster as it is: restore into that new directory, run PostgreSQL there, and
                    say how a table or a database gets from there into the cluster
  --remove          with --beside: stop that PostgreSQL, and remove the directory

But for --beside, step 1 of the runbook comes first: PostgreSQL is stopped. The old data directory is kept
beside the new one, and what was in a tablespace's directory stays in it under another name. This starts nothing.
END
}

stanza='' repository='' target='' set='' immediate='' timeline='' in_place='' dry_run='' yes='' verify=''
beside='' remove='' maps=()
objections=0 by='' journal='' stage=checks old='' restoring='' hearing=''

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
      --verify) verify=1 ;;
      --remove) remove=1 ;;
      --db-include | --db-include=* | --db-exclude | --db-exclude=*)
        refuse "${name%%=*} leaves all other databases of the cluster as empty files, which can only be dropped" \
          "one database or one table, while the cluster goes on: sudo pgbackrest-restore --beside DIRECTORY"
        ;;
      --stanza | --repo | --target | --set | --timeline | --beside | --tablespace-map | \
        --stanza=* | --repo=* | --target=* | --set=* | --timeline=* | --beside=* | --tablespace-map=*)
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
          --beside) beside=$value ;;
          --tablespace-map) maps+=("$value") ;;
        esac
        ;;
      *) misused "unknown argument: $name" ;;
    esac
    shift
  done
  [ -z "$target" ] || [ -z "$set" ] || misused "--target chooses the backup by itself: leave out --set"
  [ -z "$immediate" ] || [ -n "$set" ] || misused "--immediate needs --set"
  [ -z "$immediate" ] || [ -z "$timeline" ] || misused "the end of a backup is on its own timeline: leave out --timeline"
  [ -z "$remove" ] || [ -n "$beside" ] || misused "--remove needs --beside, which names the directory"
  [ -z "$remove" ] || [ -z "$stanza$repository$target$set$immediate$timeline$verify${maps[*]}" ] ||
    misused "--remove goes with --beside alone"
  [ -z "$verify" ] || [ -z "$repository$target$set$immediate$timeline$in_place$dry_run$yes${maps[*]}" ] ||
    misused "--verify goes with --stanza and --beside alone"
  [ -z "$beside" ] || [ -z "$in_place" ] || misused "--beside leaves the data directory alone: leave out --in-place"
  [ -z "$beside" ] || [ ${#maps[@]} -eq 0 ] ||
    misused "--beside has all tablespaces in its directory: leave out --tablespace-map"
  require_maps
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
    beside) finish_beside ;;
    removing) complain "not removed, or not all of it" "the same command once more goes on from here" ;;
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

# In a session of its own: a process that keeps root's terminal could type into it. In the background, since a
# signal would be heeded only after it otherwise, and a repository may hang.
as_postgres() {
  local status=0
  setsid setpriv "${postgres[@]}" "$@" < /dev/null 8>&- &
  wait $! || status=$?
  return "$status"
}

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
  socket=$(of_stanza .socketDir)
  port=$(of_stanza .port)
  note=$(fact .notes)/$stanza.json
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

# Holds the lock, as postgres, who can put anything in the place of that name: as long as anybody has file 9. That
# goes on to pgBackRest, and so the lock stays taken until that has ended, whatever becomes of this.
hold_lock() {
  local answer=''
  # It waits until its files have been copied: those of one that has ended are gone.
  coproc {
    trap '' INT TERM HUP
    read -r
    exec setsid setpriv "${postgres[@]}" flock --exclusive --nonblock --no-fork -- "$lock" \
      "$BASH" -c 'echo held; exec cat > /dev/null' 8>&-
  }
  exec 6<&"${COPROC[0]}" 9>&"${COPROC[1]}"
  eval "exec ${COPROC[0]}<&- ${COPROC[1]}>&-"
  echo >&9
  IFS= read -r -t 10 answer <&6 || true
  exec 6<&-
  [ "$answer" = held ]
}

# Ours keeps the runs out; pgBackRest's own are those of commands by hand.
take_locks() {
  local each
  [ -d "${lock%/*}" ] || refuse "${lock%/*} is not there" "sudo systemd-tmpfiles --create"
  if [ -e "$lock" ] || [ -z "$dry_run" ]; then
    hold_lock ||
      object "a backup or another restore of stanza $stanza holds $lock; wait for it, or stop it" "${stop[@]}"
    [ -z "$dry_run" ] || exec 9>&-
  fi
  for each in "${lock%/*}/$stanza"-{backup,restore}{,-[0-9]*}.lock; do
    [ ! -e "$each" ] || as_postgres flock --shared --nonblock "$each" true ||
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

# Why it cannot move away, if so: it, or something in it, is a file system of its own.
immovable() {
  local mount place why=''
  place=$(realpath -- "$1")
  while read -r _ _ _ _ mount _; do
    printf -v mount '%b' "$mount"
    case "$mount" in
      "$place") why="is a mount point" ;;
      "$place"/*) [ -n "$why" ] || why="has a mount point in it, $mount" ;;
    esac
  done < /proc/self/mountinfo
  printf '%s' "$why"
}

# Of all clusters: their data directories, their tablespaces, and repositories that are directories of this host.
taken_places() {
  local data each
  fact '.repositories[] | select(.directory) | "repository \(.name)\t\(.directory)"'
  while IFS= read -r data; do
    printf 'a data directory\t%s\n' "$data"
    for each in "$data"/pg_tblspc/*; do
      [ ! -L "$each" ] || printf 'a tablespace\t%s\n' "$(readlink -- "$each")"
    done
  done < <(fact '.stanzas[].dataDir')
}

# It is not in any of them, and none of them is in it.
require_apart() {
  local what place
  while IFS=$'\t' read -r what place; do
    place=$(realpath --canonicalize-missing -- "$place")
    [[ "$1/" != "$place"/* ]] || refuse "$1 is in $what, $place"
    [[ "$place/" != "$1"/* ]] || refuse "$what, $place, is in $1"
  done < <(taken_places)
}

# Root may make it.
require_parent() {
  local parent=${1%/*}
  [ -d "${parent:-/}" ] || refuse "$parent is not there: is its file system mounted?"
  (enter "${parent:-/}" >&2) || refuse "${parent:-/} is not a place where root may make anything"
}

# How sudo changes names in that directory.
made_by() {
  enter "${1:-/}" >&2 || return
  # shellcheck disable=SC2154  # of make-directory.sh
  [ ${#hand[@]} -eq 0 ] || echo "-u postgres"
}

# Where the data directory cannot move.
require_place() {
  local kind=''
  local parent=${data%/*}
  [ -d "$parent/" ] || refuse "$parent is not there: is its file system mounted?"
  by=$(made_by "$parent") || refuse "$parent is not a place where root may move anything"
  contents=
  # Of the same second there may be one already.
  until
    stamp=$(date --utc +%Y%m%dT%H%M%SZ)
    [ ! -e "$data.old-$stamp" ]
  do
    sleep 0.1
  done
  if [ -e "$data" ] || [ -L "$data" ]; then
    [ -d "$data" ] || refuse "$data is not a directory"
    [ "$(stat --dereference --format=%U -- "$data")" = postgres ] ||
      refuse "$data belongs to $(stat --dereference --format=%U -- "$data"); pgBackRest restores as postgres"
    contents=$(ls -A -- "$data")
    kind=$(immovable "$data")
    [ -n "$kind" ] || [ ! -L "$data" ] || kind="is a symbolic link"
  fi
  if [ -z "$contents" ]; then
    return 0
  fi
  [ -z "$kind" ] || [ -n "$in_place" ] ||
    refuse "$data $kind and cannot move away" \
      "take a snapshot of it if you can; --in-place then restores into it, and keeps nothing"
  [ -n "$in_place" ] || old=$data.old-$stamp
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
  all=$(jq '.[0]' <<< "${BASH_REMATCH[2]}")
  info=$(jq --argjson facts "$RESTORE_FACTS" --argjson only "$key" '
    .[0] as $all | [$facts.repositories[] | select($only == null or .key == $only) | . as $repo | {
      key, name,
      status: ([$all.repo[]? | select(.key == $repo.key) | .status] | .[0] // {code: 1, message: "it knows no such stanza"}),
      wal: ([$all.archive[]? | select(.database."repo-key" == $repo.key) | .max // empty] | max),
      backups: [$all.backup[]? | select(.database."repo-key" == $repo.key) | . as $backup | {
        label, type, stop: .timestamp.stop, size: .info.size, wal: .archive,
        db: ([$all.db[]? | select(."repo-key" == $repo.key and .id == $backup.database.id)] | .[0])
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
# before the target, or the very one. None of a later timeline than that of the restore.
choose_backup() {
  local lines
  choice=$(jq --argjson moment "$moment" --arg set "$set" --arg limit "$1" '
    [.[] | . as $repo | [.backups[] | select(
      ($moment == null or .stop < $moment) and ($set == "" or .label == $set)
        and ($limit == "" or .wal.start[0:8] <= $limit))]
      | select(length > 0) | .[-1] + {name: $repo.name, key: $repo.key}] | .[0]' <<< "$info")
  if [ "$choice" = null ]; then
    if [ -n "$set" ]; then
      mapfile -t lines < <(labels)
      [ -z "$1" ] || refuse "backup \"$set\" is of a later timeline than $timeline; there are:" "${lines[@]}"
      refuse "no backup \"$set\"; there are:" "${lines[@]}"
    fi
    mapfile -t lines < <(window)
    [ -z "$1" ] || refuse "no backup is on the way to timeline $timeline${target:+, and ended before $target}; there are:" "${lines[@]}"
    if [ -n "$target" ]; then
      refuse "no backup ended before $target; what can be restored:" "${lines[@]}"
    fi
    refuse "there is no backup to restore:" "${lines[@]}"
  fi
  label=$(jq --raw-output .label <<< "$choice")
  size=$(jq .size <<< "$choice")
  start=$(jq --raw-output .wal.start <<< "$choice")
  require_version "$(jq --raw-output .db.version <<< "$choice")"
}

require_version() {
  local ours
  ours=$(of_stanza .version)
  [ "$1" = "$ours" ] ||
    refuse "backup $label is of PostgreSQL $1, and this host has $ours, which cannot run it"
}

# A repository that PostgreSQL asks for WAL, and that does not answer, would stop recovery.
require_repositories() {
  local silent lines=()
  [ "$key" = null ] || return 0
  silent=$(jq --raw-output '[.[] | select(.status.code != 0 and .status.code != 2)
    | "\(.name) (repo\(.key)): \(.status.message | gsub("\\s+"; " "))"] | .[]' <<< "$info")
  if [ -n "$silent" ]; then
    mapfile -t lines < <(jq --raw-output '.[] | select(.status.code == 0) | "--repo \(.name)"' <<< "$info")
    object "a repository does not answer, and recovery would stop when PostgreSQL asks it for WAL" "$silent" \
      "restore from one alone:" "${lines[@]}"
  fi
}

# The archive of the same cluster in each repository that is asked.
survey() {
  local each archives
  forget_wal
  mapfile -t archives < <(jq --raw-output --argjson info "$info" --argjson choice "$choice" '. as $all | $info[]
    | select(.status.code == 0 or .status.code == 2) | .key as $key
    | [$all.db[] | select(."repo-key" == $key and ."system-id" == $choice.db."system-id") | .id] as $ids
    | [$all.archive[] | select(.database."repo-key" == $key) | select(.database.id | IN($ids[]))] | last
    | select(.) | "\($key) \(.id)"' <<< "$all")
  for each in "${archives[@]}"; do
    survey_wal "$stanza" "${each%% *}" "${each#* }" || refuse "repo${each%% *} does not answer"
  done
}

# The one that the cluster was on when it was stopped, where the directory tells: what has only been restored, or
# has not come through recovery, is on none of its own.
own_timeline() {
  local control state
  own=
  [ -n "$contents" ] && as_postgres test ! -e "$data/backup_label" && as_postgres test ! -e "$data/recovery.signal" ||
    return 0
  control=$(as_postgres od -An -v -t u4 -w4 -N 52 "$data/global/pg_control" 2> /dev/null) || return 0
  mapfile -t control <<< "${control// /}"
  # Words of four bytes: the state, and the timeline of the last checkpoint.
  state=${control[4]-}
  case "$state" in
    2 | 5) ;;
    *) [ -z "${control[12]-}" ] || printf -v own %08X "${control[12]}" ;;
  esac
}

# PostgreSQL follows the newest timeline. That may be one that was left again, or one that was begun at a moment
# which turned out to be the wrong one: where two can be meant, a person says which.
choose_timeline() {
  local newest from=${start:0:8} branch last child first
  survey
  newest=$(newest_timeline) || refuse "the repositories do not answer"
  newest=${newest:-$from}
  case "${immediate:+current}$timeline" in
    current) path=$from ;;
    latest) path=$newest ;;
    [1-9]*) printf -v path %08X "$timeline" ;;
    *)
      path=$newest
      own_timeline
      if [ -n "$own" ] && [ "$own" != "$newest" ]; then
        ask_timeline "the cluster is on timeline $((16#$own)), and a restore would follow timeline $((16#$newest)) of the repositories" "$own" "$newest"
      else
        branch=$(abandoned_branch "$newest" "$from") || refuse "the repositories do not answer"
        if [ -n "$branch" ]; then
          read -r own last child first <<< "$branch"
          ask_timeline "timeline $((16#$own)) goes on to $last, although timeline $((16#$child)) has branched off from it at $first" "$own" "$newest"
        fi
      fi
      ;;
  esac
  if [[ "$timeline" =~ ^[1-9] ]]; then
    choose_backup "$path"
  fi
  note_wal
}

ask_timeline() {
  local each answer='' options=()
  for each in "${@:2}"; do
    options+=("--timeline $((16#$each))")
  done
  if [ -n "$yes$dry_run" ] || [ ! -t 0 ]; then
    refuse "which timeline? $1; what was written on the other one is left out" "${options[@]}"
  fi
  say "which timeline? $1; what was written on the other one is left out"
  printf 'type its number: '
  IFS= read -r answer || true
  for each in "${@:2}"; do
    if [ "$answer" = "$((16#$each))" ]; then
      path=$each timeline=$answer
      say "timeline $answer"
      return
    fi
  done
  refuse "that is none of them: nothing was done"
}

# The last WAL of that timeline, in each repository. Up to there no segment may be missing.
note_wal() {
  local each last
  through='' there='[]'
  # shellcheck disable=SC2154  # of wal.sh
  for each in "${!wal_names[@]}"; do
    if [ -n "$immediate" ]; then
      last=$(jq --raw-output .wal.stop <<< "$choice")
    else
      last=$(segment_at_end "$each" "$path" tail) || refuse "repo$each does not answer"
      # Nothing on it is archived yet.
      [ -n "$last" ] || last=$(segment_at_end "$each" "${start:0:8}" tail) || refuse "repo$each does not answer"
    fi
    [[ -z "$last" || "$last" < "$through" ]] || through=$last
    there=$(jq --argjson info "$info" --argjson key "$each" --arg last "$last" \
      '. + [{name: ($info[] | select(.key == $key) | .name), key: $key, last: $last}] | sort_by(.key)' <<< "$there")
  done
  [ -n "$through" ] || refuse "the repositories have no WAL of timeline $((16#$path))"
}

# A restore that was killed could not say what it had kept.
note_kept() {
  local each kept=()
  for each in "$data".old-*; do
    [ ! -d "$each" ] || kept+=("$each")
  done
  note_kept_tablespaces
  [ ${#kept[@]} -eq 0 ] || say "note: earlier restores, also such as did not succeed, have kept: $(quoted "${kept[@]}")"
}

iec() { numfmt --to=iec-i --suffix=B "$1"; }

# Of each file system that the backup goes to; the data directory's first.
require_room() {
  local -A where=() needed=() freed=()
  local i place device devices=() replaced free text otherwise
  local parts=("$((size - tablespaces_size))" "$data" "${measured[@]}")
  rooms=()
  for ((i = 0; i < ${#parts[@]}; i += 2)); do
    place=${parts[i + 1]}
    replaced=("$place/")
    [ "$i" -eq 0 ] || mapfile -t replaced < <(versions_in "$place")
    [ -d "$place/" ] || place=${place%/*}/ replaced=()
    device=$(stat --dereference --format=%d -- "$place")
    [ -n "${where[$device]-}" ] || devices+=("$device")
    : "${where[$device]:=$place}" "${needed[$device]:=0}" "${freed[$device]:=0}"
    needed[$device]=$((needed[$device] + parts[i]))
    # What is replaced makes room.
    [ -z "$in_place" ] || [ ${#replaced[@]} -eq 0 ] ||
      freed[$device]=$((freed[$device] + $(du --summarize --total --block-size=1 -- "${replaced[@]}" | tail -n 1 | cut -f 1)))
  done
  for device in "${devices[@]}"; do
    free=$(df --output=avail --block-size=1 -- "${where[$device]}" | tail -n 1)
    place="in ${where[$device]}"
    text="$(iec "$free") free, $(iec "${needed[$device]}") needed"
    otherwise="make room; or another place: --tablespace-map NAME=DIRECTORY; or --in-place, which keeps nothing"
    if [ "$device" = "${devices[0]}" ]; then
      place="beside ${old:-$data}"
      text="$(iec "$free") free, the backup needs $(iec "${needed[$device]}") and WAL comes on top"
      otherwise="make room; or --in-place, which keeps nothing"
    fi
    rooms+=("$place: $text")
    [ $((free + freed[$device])) -ge "${needed[$device]}" ] || object "no room $place: $text" "$otherwise"
  done
}

plan() {
  local each what='the latest state' and='and all WAL since'
  [ -z "$target" ] || what="the state of $target" and="and WAL up to then"
  [ -z "$set" ] || what="backup $set and all WAL since"
  [ -z "$immediate" ] || what="the state at the end of backup $set" and="and no WAL after it"
  say "restore of stanza $stanza: $what"
  say "  from   $(jq --raw-output '"\(.name) (repo\(.key)): \(.type) backup \(.label)"' <<< "$choice"), ended $(time_of "$(jq .stop <<< "$choice")"), $and"
  if [ "$key" = null ]; then
    say "         (another repository where that one fails)"
  fi
  say "  WAL    $(jq --raw-output '.[] | "\(.name) (repo\(.key)) up to \(.last)"' <<< "$there" | paste -s -d , | sed 's/,/, /g'); timeline $((16#$path))"
  if [ -n "$beside" ]; then
    plan_beside
    return 0
  fi
  say "  into   $data"
  if [ -n "$old" ]; then
    say "  keeps  its present contents, as $old"
  elif [ -n "$contents" ]; then
    say "  KEEPS NOTHING: what is in $data now is replaced, and there is no way back"
  else
    say "  where nothing is yet"
  fi
  plan_tablespaces
  say "  room   ${rooms[0]#*: }"
  for each in "${rooms[@]:1}"; do
    say "         $each"
  done
}

# What is done is what a dry run shows.
steps=()
prepare() {
  local each make
  restore=(pgbackrest --stanza="$stanza" "${only[@]}")
  [ -z "$set" ] || restore+=(--set="$set")
  [ -z "$target" ] || restore+=(--type=time --target="$target" --target-action=promote)
  [ -z "$immediate" ] || restore+=(--type=immediate --target-action=promote)
  [ -z "$timeline" ] || restore+=(--target-timeline="$timeline")
  [ -z "$in_place" ] || restore+=(--delta)
  [ -z "$beside" ] ||
    restore+=(--pg1-path="$data" --tablespace-map-all="$beside/tablespaces" --archive-mode=off)
  # Of several timelines pgBackRest would take the newest backup of all.
  [[ -n "$set" || ! "$timeline" =~ ^[1-9] ]] || restore+=(--set="$label")
  for each in "${maps[@]}"; do
    restore+=(--tablespace-map="$each")
  done
  restore+=(--recovery-option="restore_command=$(fact .archiveGet) --through=$through --stanza=$stanza ${only[*]:+${only[*]} }%f \"%p\"")
  restore+=(--log-level-console=info restore)
  [ -z "$old" ] || steps+=("${by:+sudo $by }mv $(quoted "$data" "$old")")
  if [ ! -d "$data" ] || [ -n "$old" ]; then
    make=(install -d -o postgres -g postgres -m 0700)
    [ -z "$by" ] || make=(sudo -u postgres mkdir -m 0700)
    steps+=("$(quoted "${make[@]}" "$data")")
  fi
  prepare_tablespaces
  steps+=("sudo -u postgres $(quoted "${restore[@]}")")
}

# By what is there now.
undo() {
  undoing=()
  if [ -z "$old" ]; then
    [ ! -d "$data" ] || undoing=("sudo find $(quoted "$data") -mindepth 1 -delete")
    undo_tablespaces
    return
  fi
  if [ ! -d "$old" ]; then
    undoing=("nothing, it has not been moved yet")
    return
  fi
  undo_tablespaces
  [ ! -d "$data" ] || undoing+=("sudo ${by:+$by }mv $(quoted "$data" "$data.undone-${old##*.old-}")")
  undoing+=("sudo ${by:+$by }mv $(quoted "$old" "$data")")
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

# Of NixOS's link into the store a restore makes a file that cannot be written; the next one would fail there.
remove_read_only_settings() {
  local settings=$data/postgresql.conf
  as_postgres test -L "$settings" || as_postgres test -w "$settings" || as_postgres rm -f -- "$settings"
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
  local status=0
  stage=moving
  if [ -n "$old" ]; then
    # shellcheck disable=SC2154  # of make-directory.sh
    (enter "${data%/*}" && "${hand[@]}" mv --no-target-directory -- "./${data##*/}" "./${old##*/}")
    say "kept: $old"
  elif [ -n "$contents$in_place" ]; then
    stage=in-place
  fi
  [ -d "$data" ] || make_directory "$data" 0700
  clear_tablespaces
  [ "$stage" != in-place ] || remove_read_only_settings
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
  write_note
}

# What --verify compares with.
write_note() {
  local directory=${note%/*}
  # Below directories that only root can change.
  mkdir --parents -- "$directory"
  jq --null-input --arg data "$data" --arg at "$(date --iso-8601=seconds)" --arg label "$label" --arg target "$target" \
    --arg immediate "$immediate" --arg through "$through" --arg timeline "$path" --argjson there "$there" \
    --argjson only "$key" '{version: 1, $at, $data, backup: $label, $target, immediate: ($immediate != ""),
      repository: $only, $timeline, $through, $there}' > "$note.new"
  mv --no-target-directory -- "$note.new" "$note"
}

# How recovery ended, as PostgreSQL says it.
ask_postgresql() {
  local answer
  # shellcheck disable=SC2154  # of wal.sh
  answer=$(as_postgres env --unset=PGOPTIONS --unset=PGSERVICE psql --no-psqlrc --no-password --quiet --tuples-only --no-align \
    --host="$socket" --port="$port" --dbname=postgres \
    --command="select pg_is_in_recovery()" --command="$recovery_end" 2>&1) ||
    refuse "PostgreSQL does not answer" "$answer"
  [ "${answer%%$'\n'*}" = f ] || refuse "PostgreSQL still recovers: wait for the end"
  IFS='|' read -r current segment parent ended why moment <<< "${answer#*$'\n'}"
  [ -n "$ended" ] || refuse "PostgreSQL is on timeline $current, which no recovery has begun"
}

# The note of the restore counts, and what the repositories have by now: nothing is added any more to a timeline
# that was left.
verify_recovery() {
  local gap lines each
  ask_postgresql
  printf -v path %08X "$parent"
  say "recovery ended in $path$(segment_name $(($(byte_of "$ended") - 1)) "$segment") at $ended of timeline $parent: $why"
  say "  the last transaction: ${moment:-not known, since PostgreSQL has been restarted, or none came after the backup}"
  say "  since then on timeline $current"
  through='' immediate='' target=''
  if [ -e "$note" ] && [ "$(jq --raw-output .data "$note")" = "$data" ]; then
    say "restored at $(jq --raw-output '"\(.at), backup \(.backup)\(if .target != "" then ", to \(.target)" else "" end); there was:"' "$note")"
    mapfile -t lines < <(jq --raw-output '.there[] | "  \(.name) (repo\(.key)): WAL up to \(.last)"' "$note")
    for each in "${lines[@]}"; do
      say "$each"
    done
    through=$(jq --raw-output .through "$note")
    immediate=$(jq --raw-output 'select(.immediate) | 1' "$note")
    target=$(jq --raw-output .target "$note")
    key=$(jq .repository "$note")
    only=()
    [ "$key" = null ] || only=(--repo="$key")
  else
    say "note: no restore by this command is noted; compared with what the repositories have now"
    [ "$why" = "no recovery target specified" ] || target=$why
  fi
  if [ -n "$target$immediate" ]; then
    say "it was to end before the end of WAL, and PostgreSQL has come to where it was to: complete"
    return 0
  fi
  if [ -z "$through" ]; then
    ask_repositories
    choice=$(jq '[.[].backups[]] | max_by(.stop)' <<< "$info")
    [ "$choice" != null ] || refuse "no repository has a backup"
    survey
    through=$(segment_of_all "$path" tail) || refuse "the repositories do not answer"
    [ -n "$through" ] || refuse "the repositories have no WAL of timeline $parent"
    say "  the repositories have WAL up to $through"
  fi
  gap=$(wal_missing "$through" "$parent" "$ended" "$segment")
  if [ -n "$gap" ]; then
    complain "NOT COMPLETE: $gap" "RUNBOOK.md, Restore, Step 4, says what to do"
    exit 1
  fi
  say "complete: all WAL up to $through has been replayed"
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
    mapfile -t lines < <(of_stanza '.goBack[], .start[], .full[]')
    for line in "${undoing[@]}" "${lines[@]}"; do
      say "    $line"
    done
    say "(It gets a timeline of its own, and a full backup there: once the restored one has run, the repositories have"
    say "its timeline, too, and the next restore would follow that one, and lose all that is written from now on.)"
    say "When nobody needs it any more: sudo rm -r $(quoted "$old")"
  fi
  conclude_tablespaces
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
  if [ -n "$remove" ]; then
    remove_beside
    return 0
  fi
  [ -n "$dry_run$yes$verify$beside" ] || [ -t 0 ] || refuse "no terminal to ask on: --yes goes on without"
  choose_stanza
  if [ -n "$verify" ]; then
    key=null only=()
    if [ -n "$beside" ]; then
      verify_beside
    else
      verify_recovery
    fi
    return 0
  fi
  choose_repository
  only=()
  [ "$key" = null ] || only=(--repo="$key")
  read_target
  if [ -n "$beside" ]; then
    restore_beside
    return 0
  fi
  mapfile -t stop < <(of_stanza '.stop[]')
  require_place
  take_locks
  require_standstill
  ask_repositories
  choose_backup ''
  require_repositories
  choose_timeline
  require_tablespaces
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
