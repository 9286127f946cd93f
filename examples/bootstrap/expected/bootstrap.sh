# Written by pgbackrest2nix 0.1.0 from bootstrap.yaml.
# Do not edit: change bootstrap.yaml and render again.

# Restores a data directory that is empty or missing before PostgreSQL starts, and backs up anew once it has
# recovered. Whatever else is found there is left alone, and PostgreSQL does not start: it would create an empty
# cluster, or go on with half of one.
#
#   bootstrap prepare  as root: where there is something to restore, makes the directory and waits for what
#                      the repositories need, within limits
#   bootstrap restore  from the first repository that answers with a backup, all WAL since included
#   bootstrap await    until PostgreSQL has recovered
#   bootstrap start    as root: the full backups that are still to be made, one after the other
#   bootstrap confirm  that they have been made
#   bootstrap halt     as root: stops PostgreSQL where recovery has not replayed all WAL of the repository
#
#   STANZA, VERSION    of the cluster
#   DATA               its directory
#   SOCKET, PORT       where it answers
#   IN_PROGRESS        marker: a restore runs, or was interrupted
#   RESTORED           marker: what was restored, from where, when
#   EXPECTED           marker: the last segment that the repository had when it was restored from
#   INCOMPLETE         marker: what of it was not replayed; a person decides
#   PENDING            what the names of the markers begin with that say since when a repository waits for a full
#                      backup; its key comes last
#   REPOSITORIES       keys, in the order in which they are tried
#   ARCHIVE_GET        what PostgreSQL fetches WAL with
#   NEEDED             units that the repositories need, a mount for instance
#   MOUNT_<key>        the file system that a repository lies on, where it has one of its own
#   FULL_<key>         the unit that makes a full backup to a repository
set -euo pipefail

say() { echo "$*" >&2; }

fail() {
  say "$*; see RUNBOOK.md, Bootstrap"
  exit 1
}

# One that cannot be read is not taken for an empty one.
is_empty() {
  local listing
  listing=$(ls -A "$DATA") || fail "$DATA cannot be read"
  [ -z "$listing" ]
}

# Of a repository that hangs nothing is heard any more after five minutes.
as_postgres() { timeout --kill-after=10 300 "$@"; }

is_complete() {
  [ -e "$DATA/PG_VERSION" ] && [ -e "$DATA/global/pg_control" ]
}

prepare() {
  local unit
  if [ -e "$DATA" ]; then
    [ -d "$DATA" ] || fail "$DATA is no directory"
    is_empty || return 0
  fi
  for unit in $NEEDED; do
    # One that does not come must not keep the others from being tried.
    timeout --kill-after=10 120 systemctl start "$unit" || say "$unit is not there"
  done
  [ -e "$DATA" ] || make_directory "$DATA" 0700 || fail "$DATA cannot be made"
}

info() {
  as_postgres pgbackrest --stanza="$STANZA" --repo="$1" --output=json \
    --log-level-console=off info | sed -n '/^\[/,$p'
}

# The newest backup of the repository with this key, the timeline and the archive of its WAL, and the version of
# PostgreSQL that it is of; a dash and the reason where the repository did not answer.
newest() {
  info "$1" | jq --raw-output --argjson repo "$1" \
    '.[0] as $stanza
     | [$stanza.repo[] | select(.key == $repo) | .status][0] as $status
     | [$stanza.backup[] | select(.database."repo-key" == $repo)] | max_by(.timestamp.stop)
     | if . != null then
         .database.id as $id
         | "\(.label) \(.archive.start[0:8]) \([$stanza.archive[]
             | select(.database."repo-key" == $repo and .database.id == $id) | .id][0]) \([$stanza.db[]
             | select(."repo-key" == $repo and .id == $id) | .version][0])"
       elif $status.code == 99 then "- \($status.message | gsub("\n"; " "))"
       else empty
       end'
}

# Whether the repository may be asked at all: an empty mount point would answer that it knows no backup.
is_there() {
  local mount="MOUNT_$1"
  [ -z "${!mount-}" ] || timeout --kill-after=10 60 mountpoint --quiet "${!mount}"
}

# With all repositories in restore_command a dead one would keep recovery from ever ending.
restore_from() {
  pgbackrest --stanza="$STANZA" --repo="$1" --set="$2" --type=default \
    --recovery-option="restore_command=$ARCHIVE_GET --through=$3 --stanza=$STANZA --repo=$1 %f \"%p\"" \
    --log-level-console=info restore
}

# Sets "through", the last segment of the way that PostgreSQL will take.
follow_timelines() {
  local newest branch
  forget_wal
  if ! survey_wal "$STANZA" "$1" "$3" || ! newest=$(newest_timeline) || ! branch=$(abandoned_branch "$newest" "$2") ||
    ! through=$(segment_of_all "$newest" tail); then
    say "repo$1: it does not answer"
    return 1
  fi
  if [ -n "$branch" ]; then
    read -r -a branch <<< "$branch"
    fail "repo$1: which timeline? Timeline $((16#${branch[0]})) goes on to ${branch[1]}, although timeline $((16#${branch[2]})) has branched off from it at ${branch[3]}. Restore by hand, with --timeline"
  fi
  # Nothing on it is archived yet.
  if [ -z "$through" ] && ! through=$(segment_of_all "$2" tail); then
    say "repo$1: it does not answer"
    return 1
  fi
  if [ -z "$through" ]; then
    say "repo$1: it has no WAL for its newest backup"
    return 1
  fi
}

# Sets "found" where the repository has something to restore.
look_into() {
  local backup timeline archive
  found=
  if ! is_there "$1"; then
    say "repo$1: its file system is not mounted"
    return
  fi
  if ! backup=$(newest "$1"); then
    say "repo$1: it does not answer"
    return
  fi
  if [ -z "$backup" ]; then
    say "repo$1: it has no backup of stanza $STANZA"
    return
  fi
  case "$backup" in
    "- "*) say "repo$1: it does not answer: ${backup#- }" ;;
    *" $VERSION" | *" $VERSION".*)
      read -r backup timeline archive _ <<< "$backup"
      ! follow_timelines "$1" "$timeline" "$archive" || found=$backup
      ;;
    *) say "repo$1: its newest backup, ${backup%% *}, is of PostgreSQL ${backup##* }, not $VERSION" ;;
  esac
}

keep() {
  printf '%s\n' "$2" > "$1.new"
  mv -f "$1.new" "$1"
}

restore_now() {
  local key each now
  for key in $REPOSITORIES; do
    look_into "$key"
    [ -n "$found" ] || continue
    say "restoring $found from repo$key into $DATA"
    keep "$IN_PROGRESS" "restoring $found from repo$key since $(date --iso-8601=seconds)"
    if restore_from "$key" "$found" "$through"; then
      is_complete || fail "the restore has ended without a word, and $DATA is not complete"
      now=$(date +%s)
      for each in $REPOSITORIES; do
        keep "$PENDING$each" "$now"
      done
      keep "$EXPECTED" "$through"
      keep "$RESTORED" "restored $found from repo$key at $(date --iso-8601=seconds --date="@$now")"
      rm -f "$IN_PROGRESS"
      say "restored; PostgreSQL replays the WAL as it starts, up to $through and all that follows"
      return
    fi
    is_empty || fail "the restore from repo$key has failed half-way: move $DATA away and start postgresql.service again"
    rm -f "$IN_PROGRESS"
    say "repo$key: the restore has failed before it wrote anything"
  done
  fail "no repository has a backup of stanza $STANZA that can be restored, so PostgreSQL does not start with an empty $DATA. Where this is a new cluster, deploy it once without bootstrapFromBackup"
}

restore() {
  [ ! -e "$INCOMPLETE" ] ||
    fail "the last restore has not got all that there was ($(cat "$INCOMPLETE")): mend the repository, move $DATA away, remove $INCOMPLETE, and start postgresql.service again; or, to go on with what there is, only remove $INCOMPLETE"
  if is_empty; then
    restore_now
    return
  fi
  if [ -e "$IN_PROGRESS" ]; then
    fail "a restore into $DATA was interrupted ($(cat "$IN_PROGRESS")): move it away and start postgresql.service again; or, where you have restored it by hand since, remove $IN_PROGRESS"
  fi
  is_complete || fail "$DATA is neither empty nor a whole cluster, and is left as it is: move away what is in it, and start postgresql.service again to restore it"
  say "$DATA holds a cluster; there is nothing to restore"
}

query() {
  psql --no-psqlrc --no-password --quiet --tuples-only --no-align --host="$SOCKET" --port="$PORT" --dbname=postgres --command="$1"
}

# Whether the repository has got a full backup since it was to have one.
has_full() {
  local since
  since=$(cat "$PENDING$1")
  info "$1" | jq --exit-status --argjson repo "$1" --argjson since "$since" \
    'any(.[0].backup[]; .database."repo-key" == $repo and .type == "full" and .timestamp.start >= $since)' \
    > /dev/null
}

await() {
  local answer=
  until [ "$answer" = f ]; do
    [ -e "$DATA/postmaster.pid" ] || fail "PostgreSQL did not get through recovery"
    answer=$(query 'select pg_is_in_recovery()' 2> /tmp/answer) || true
    [ "$answer" = f ] || sleep 5
  done
  ! is_ours || compare
}

# Whether this recovery is the one that was set up here: somebody may have restored by hand since.
is_ours() {
  [ -e "$EXPECTED" ] && grep -q -e "--through=$(cat "$EXPECTED") " "$DATA/postgresql.auto.conf" &&
    ! grep -q '^recovery_target' "$DATA/postgresql.auto.conf"
}

# A recovery that ended early has promoted a cluster that lacks transactions, and looks well.
compare() {
  local end missing parent lsn size
  # shellcheck disable=SC2154  # of wal.sh
  end=$(query "$recovery_end")
  IFS='|' read -r _ size parent lsn _ <<< "$end"
  if [ -n "$lsn" ]; then
    missing=$(wal_missing "$(cat "$EXPECTED")" "$parent" "$lsn" "$size")
  else
    missing="PostgreSQL is on no timeline of its own, so it did not recover"
  fi
  if [ -n "$missing" ]; then
    keep "$INCOMPLETE" "$missing"
    rm -f "$EXPECTED"
    fail "$missing. No full backup is made, and PostgreSQL is stopped"
  fi
  rm -f "$EXPECTED"
  say "all WAL has been replayed that there was"
}

halt() {
  [ ! -e "$INCOMPLETE" ] || systemctl stop --no-block postgresql.service
}

start() {
  local key unit
  for key in $REPOSITORIES; do
    unit="FULL_$key"
    if [ -e "$PENDING$key" ] && [ -n "${!unit-}" ]; then
      systemctl start "${!unit}" || say "repo$key: ${!unit} has failed"
    fi
  done
}

# Not by the exit status: a run that is left out, since another one holds the lock, is no failure of it.
confirm() {
  local key status=0
  for key in $REPOSITORIES; do
    [ -e "$PENDING$key" ] || continue
    if is_there "$key" && has_full "$key"; then
      rm -f "$PENDING$key"
      say "repo$key has its full backup"
    else
      say "repo$key has no full backup since the restore; $PENDING$key stays until it has"
      status=1
    fi
  done
  exit "$status"
}

case "${1-}" in
  prepare | restore | await | start | confirm | halt) "$1" ;;
  *) fail "usage: bootstrap prepare|restore|await|start|confirm|halt" ;;
esac
