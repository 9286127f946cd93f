# Written by pgbackrest2nix 0.1.0 from two-stanzas.yaml.
# Do not edit: change two-stanzas.yaml and render again.

# Proves that a repository restores: one of its backups and all WAL since, into a directory of the
# drill's own, with a PostgreSQL that nobody else reaches. It then reads every database. The cluster that
# runs is not touched.
#
#   restore-drill run             the drill; fails where anything does
#   restore-drill finish          on every way out, a kill included: tidies up and records how it went
#   restore-drill fetch FILE TO   PostgreSQL's restore_command during the drill
#
#   STANZA, REPO    what is restored; the repository by its key
#   DIRECTORY       the drill's own, made and removed by it
#   RESULT          how the last drill went, as JSON; records of all drills lie beside it
#   PRELOAD         libraries that the cluster's PostgreSQL loads at its start
#   ARCHIVE_GET     the program that brings WAL
#   PLAN            the rest of what is declared, as JSON
set -euo pipefail

mine="$DIRECTORY/.restore-drill"
data="$DIRECTORY/data"
unit=$(basename "$RESULT" .json)
records="$(dirname "$RESULT")/records"
register="$(dirname "$RESULT")/REGISTER.md"
# Where the result goes, taken at the start: what it says until then is that the drill has failed.
reserved="$RESULT.started"
running="/run/pgbackrest/$unit.running"
# Not in DIRECTORY, whose disk may be full.
notes=/tmp/notes
asked=/tmp/asked
server=
problem=
last_transaction=

say() { echo "$*" >&2; }

# note NAME VALUE: the value is JSON.
note() { printf '{"%s":%s}\n' "$1" "$2" >> "$notes"; }

# moment SECONDS [FORMAT]
moment() { date --utc --date="@$1" "+${2:-%F %T UTC}"; }

quoted() { jq --null-input --arg text "$1" '$text'; }

fail() {
  say "$*"
  note reason "$(quoted "$*")" || true
  exit 1
}

plan() { jq --raw-output "$@" "$PLAN"; }

# Only what a drill has made.
tidy() {
  [ -e "$DIRECTORY" ] || return 0
  if [ ! -e "$mine" ]; then
    problem="$DIRECTORY was not made by a restore drill: it is left alone, and no drill can run"
    return 1
  fi
  rm -rf --one-file-system "$DIRECTORY"
}

# Not the lock of a restore by hand, which a drill must not be in the way of; nor the spool of the cluster
# that runs, which a restore empties.
export PGBACKREST_LOCK_PATH=/tmp/lock PGBACKREST_SPOOL_PATH=/tmp/spool PGBACKREST_ARCHIVE_ASYNC=n

# What was asked of the repository, and how that went: recovery tells nobody.
fetch() {
  local status=0
  "$ARCHIVE_GET" --stanza="$STANZA" --repo="$REPO" "$1" "$2" || status=$?
  echo "$status $1" >> "$asked"
  return "$status"
}

info() {
  pgbackrest --stanza="$STANZA" --repo="$REPO" --output=json --log-level-console=off info |
    sed -n '/^\[/,$p'
}

# The backups of each drill that has succeeded, one a line.
proven() {
  [ -d "$records" ] || return 0
  find "$records" -name '*.json' -exec cat {} + |
    jq --raw-output --arg stanza "$STANZA" --argjson repo "$REPO" \
      'select(.stanza == $stanza and .key == $repo and .success) | .backup // empty'
}

# The backup to restore, its size, whether pages in it are damaged, when it was complete, and the last
# WAL segment of the repository. At random, but none again before all had their turn.
choose() {
  local proven
  proven=$(proven)
  info |
    jq --raw-output --argjson repo "$REPO" --arg pick "$(plan .pick)" --argjson random "$RANDOM" --arg proven "$proven" '
      ($proven | split("\n")) as $proven
      | .[0].archive as $archives
      | [.[0].backup[] | select(.database."repo-key" == $repo)]
      | sort_by(.timestamp.stop)
      | (last | .database.id) as $id
      | map(select(.database.id == $id))
      | if $pick == "oldest" then first
        elif $pick == "random" then
          map(.label as $name | . + {turns: ([$proven[] | select(. == $name)] | length)})
          | (map(.turns) | min) as $fewest
          | map(select(.turns == $fewest))
          | if length == 0 then empty else .[$random % length] end
        else last end
      | if . then
          "\(.label) \(.info.size) \(.error == true) \(.timestamp.stop) "
          + ([$archives[] | select(.database."repo-key" == $repo and .database.id == $id) | .max // "-"]
             | last // "-")
        else empty end'
}

# Whether the repository has answered, and has the backup no longer. A drill locks nothing, because no
# backup may have to wait for it; so a full backup that ends meanwhile may have what is being restored expire.
is_expired() {
  info |
    jq --exit-status --argjson repo "$REPO" --arg backup "$1" \
      '.[0] | any(.repo[]; .key == $repo and .status.code < 99)
       and all(.backup[]; .database."repo-key" != $repo or .label != $backup)' > /dev/null
}

require_room() {
  local size=$1 spare free
  # What recovery keeps besides the data.
  spare=$((size / 5))
  [ "$spare" -ge $((256 << 20)) ] || spare=$((256 << 20))
  free=$(df --output=avail --block-size=1 "$DIRECTORY" | tail -n 1)
  [ "$free" -ge $((size + spare)) ] ||
    fail "no room for the drill: $DIRECTORY has $free bytes, the restore needs $((size + spare))"
}

pgbackrest_restore() {
  pgbackrest --stanza="$STANZA" --repo="$REPO" --pg1-path="$data" \
    --tablespace-map-all="$DIRECTORY/tablespaces" --archive-mode=off --log-level-console=info "$@" restore
}

restore() {
  local status=0
  pgbackrest_restore --set="$1" || status=$?
  if [ "$status" = 58 ]; then
    # A restore to a moment before the end of this backup has begun a timeline that it is not on.
    say "$1 is not on the newest timeline of repo$REPO: restoring to the end of its own"
    note leftTimeline true
    status=0
    pgbackrest_restore --set="$1" --delta --target-timeline=current || status=$?
  fi
  case "$status" in
    0) ;;
    26) problem="$1 holds damaged pages, as the database had them when it was backed up: the repository is sound, the database is not; see RUNBOOK.md, PostgreSQLBackupErrors" ;;
    *) problem="pgBackRest could not restore $1 (status $status); its messages are above" ;;
  esac
  return "$status"
}

query() { psql --no-psqlrc --quiet --tuples-only --no-align --dbname=postgres --command="$1"; }

# control DIRECTORY NAME: what pg_controldata says.
control() { LC_ALL=C pg_controldata "$1" | sed -n "s/^$2: *//p"; }

# What recovery may need of the cluster's settings.
limits() { control "$data" 'm[a-z_]* setting'; }

# start LOCKS: as many locks for each transaction, at least. Options on the command line win over all that
# has been restored. No TCP, and a socket where only this unit sees it; read-only for all that does not say
# otherwise. No workers: a subscription would connect to its publisher, a scheduler run its jobs a second
# time; with hot_standby off recovery does not compare their number with that of the cluster.
start() {
  local connections senders prepared locks settings
  connections=$(control "$data" 'max_connections setting') || return
  senders=$(control "$data" 'max_wal_senders setting') || return
  prepared=$(control "$data" 'max_prepared_xacts setting') || return
  locks=$(control "$data" 'max_locks_per_xact setting') || return
  [ "${locks:-0}" -ge "$1" ] || locks=$1
  mapfile -t settings < <(plan '.settings | to_entries[] | "-c", "\(.key)=\(.value)"')
  : > "$DIRECTORY/postgresql.conf"
  echo 'local all all trust' > "$DIRECTORY/pg_hba.conf"
  : > "$DIRECTORY/pg_ident.conf"
  postgres -D "$data" \
    -c shared_preload_libraries="$PRELOAD" -c max_worker_processes=0 \
    -c max_connections="${connections:-100}" -c max_wal_senders="${senders:-0}" \
    -c max_prepared_transactions="${prepared:-0}" -c max_locks_per_transaction="$locks" \
    -c shared_buffers=64MB -c jit=off \
    "${settings[@]}" \
    -c config_file="$DIRECTORY/postgresql.conf" \
    -c hba_file="$DIRECTORY/pg_hba.conf" \
    -c ident_file="$DIRECTORY/pg_ident.conf" \
    -c listen_addresses= -c unix_socket_directories=/tmp -c port=5432 -c ssl=off \
    -c restore_command="'$0' fetch %f \"%p\"" \
    -c recovery_end_command= -c archive_cleanup_command= -c primary_conninfo= \
    -c archive_mode=off -c hot_standby=off -c synchronous_standby_names= \
    -c max_logical_replication_workers=0 \
    -c default_transaction_read_only=on -c autovacuum=off \
    -c huge_pages=off -c fsync=off \
    -c logging_collector=off -c log_destination=stderr \
    9>&- &
  server=$!
}

await_recovery() {
  local segment
  until [ "$(query 'select pg_is_in_recovery()' 2> /tmp/answer)" = f ]; do
    if ! kill -0 "$server" 2> /dev/null; then
      segment=$(sed -n 's/^255 //p' "$asked" | tail -n 1)
      problem="PostgreSQL did not get through recovery; its log is above"
      [ -z "$segment" ] ||
        problem="WAL segment $segment could not be read from repo$REPO, so recovery stopped; pgBackRest's messages are above"
      return 1
    fi
    sleep 1
  done
}

stop_server() {
  if [ -n "$server" ] && kill -0 "$server" 2> /dev/null; then
    pg_ctl --pgdata="$data" --mode=fast --silent stop
  fi
  server=
}

# segment_of TIMELINE LSN OFFSET: the name of the segment that holds the byte so many bytes after it.
segment_of() {
  local size
  size=$(control "$data" 'Bytes per WAL segment')
  printf '%08X%s' "$1" "$(segment_name $(($(byte_of "$2") + $3)) "$size")"
}

# Where recovery ended, from the history file that it wrote: the timeline, the end of WAL, and when.
end_of_recovery() {
  local history
  history=$(find "$data/pg_wal" -name '*.history' | sort | tail -n 1)
  [ -n "$history" ] || return 1
  echo "$(sed -n 's,^\([0-9]*\)[[:space:]]*\([0-9A-F]*/[0-9A-F]*\).*,\1 \2,p' "$history" | tail -n 1)" \
    "$(stat --format=%Y "$history")"
}

cluster_timeline() { control "$(plan .dataDir)" "Latest checkpoint's TimeLineID" 2> /dev/null || true; }

# require_all_wal LAST TIMELINE: fails where recovery has ended before the repository's last segment, as it
# was at the start, or elsewhere than where the cluster is.
require_all_wal() {
  local last=$1 cluster=$2 end timeline lsn ended reached from
  end=$(end_of_recovery) || fail "cannot tell where recovery has ended: it left no history of its timeline"
  read -r timeline lsn ended <<< "$end"
  [ -n "$ended" ] || fail "cannot tell where recovery has ended: its history reads \"$end\""
  reached=$(segment_of "$timeline" "$lsn" -1)
  note reached "\"$reached\""
  if grep --quiet leftTimeline "$notes"; then
    # Of this one the repository does not say where it ends.
    [ "$cluster" != "$timeline" ] || measure_loss "$timeline" "$lsn" "$ended"
    return 0
  fi
  if [ "$last" != - ] && [[ "$reached" < "$last" ]] && ! asked_beyond "$last"; then
    [ "$((16#${last:0:8}))" = "$timeline" ] ||
      fail "recovery followed timeline $timeline up to $reached, but the newest of repo$REPO is $((16#${last:0:8})), with $last"
    # The first that is not there; or the one that is damaged.
    from=$(sed -n 's/^1 \([0-9A-F]\{24\}\)$/\1/p' "$asked" | head -n 1)
    [ -n "$from" ] || from=$(segment_of "$timeline" "$lsn" 0)
    fail "WAL is missing: recovery ended in $reached, but repo$REPO had WAL up to $last; it is absent or damaged from $from to $last"
  fi
  if [ -z "$cluster" ] || [ "$cluster" != "$(cluster_timeline)" ]; then
    say "the cluster's timeline is not known, so it was not compared with that of the repository"
  elif [ "$cluster" != "$timeline" ]; then
    fail "the cluster is on timeline $cluster, but what repo$REPO has leads to timeline $timeline: a restore would follow that and lose what was written since; a full backup settles it, see RUNBOOK.md"
  fi
  measure_loss "$timeline" "$lsn" "$ended"
}

# Whether recovery wanted WAL after this segment: the last record may begin in one before it.
asked_beyond() {
  local status name
  while read -r status name; do
    if [[ "$status" = 1 && "${#name}" = 24 && "${name:0:8}" = "${1:0:8}" && "$name" > "$1" ]]; then
      return 0
    fi
  done < "$asked"
  return 1
}

# measure_loss TIMELINE LSN ENDED: for how long a transaction, the oldest one that the repository did not
# have, had been committed when recovery ended. Its commit is in the cluster's own WAL; where that is not
# to be read, the age of the last transaction that was replayed stands for it.
measure_loss() {
  local first
  # Not known any more after another start.
  last_transaction=$(query 'select floor(extract(epoch from pg_last_xact_replay_timestamp()))::bigint')
  note lastTransaction "${last_transaction:-null}"
  if ! first=$(first_lost "$1" "$2"); then
    [ -n "$last_transaction" ] || return 0
    first=$last_transaction
  fi
  note lost $((${first:-$3} < $3 ? $3 - first : 0))
}

# Fails where the cluster's WAL cannot be read from there on; says nothing where no commit follows.
first_lost() {
  local wal commit
  wal=$(plan .dataDir)/pg_wal
  TZ=UTC LC_ALL=C pg_waldump --path="$wal" --timeline="$1" --start="$2" --rmgr=Transaction --limit=1000 > /tmp/lost 2> /tmp/lost.log || true
  commit=$(sed -n 's/.*desc: COMMIT[A-Z_]* \(....-..-.. ..:..:..[0-9.]* UTC\).*/\1/p' /tmp/lost | head -n 1)
  if [ -n "$commit" ]; then
    date --date="$commit" +%s
  else
    # How it says that WAL ends there.
    grep --quiet 'invalid\|unexpected\|could not find a valid record' /tmp/lost.log
  fi
}

# Locks for a dump of everything, by the files of the cluster: each table is at least one.
locks_needed() {
  local files connections
  files=$(find "$data/base" "$DIRECTORY/tablespaces" -type f 2> /dev/null | wc -l)
  connections=$(query 'show max_connections')
  echo $(((files + 1000) / connections))
}

make_room_for_locks() {
  local needed
  needed=$(locks_needed)
  [ "$(query 'show max_locks_per_transaction')" -lt "$needed" ] || return 0
  stop_server
  start "$needed"
  await_recovery || fail "$problem"
}

# In words, for what a person reads; names may hold anything.
names() { query "select coalesce(string_agg(quote_ident(datname), ', ' order by datname), '') from pg_database where $1"; }

leave_out() {
  local left
  left=$(names 'datconnlimit = -2')
  [ -z "$left" ] || say "left out, because a DROP DATABASE of it was interrupted and nobody can connect: $left; DROP DATABASE it again"
  note invalid "$(quoted "$left")"
  left=$(names "not datallowconn and datname <> 'template0' and datconnlimit <> -2")
  [ -z "$left" ] || say "left out, because it takes no connections: $left"
  note closed "$(quoted "$left")"
}

read_databases() {
  local database count=0
  leave_out
  psql --no-psqlrc --quiet --tuples-only --no-align --record-separator-zero --dbname=postgres \
    --command='select datname from pg_database where datallowconn and datconnlimit <> -2 order by datname' > "$DIRECTORY/databases"
  while IFS= read -r -d '' database; do
    # All rows, and what is stored out of line.
    PGDATABASE="$database" pg_dump --no-sync --format=custom --compress=0 > /dev/null ||
      fail "database \"$database\" could not be read; the messages of pg_dump are above"
    count=$((count + 1))
  done < "$DIRECTORY/databases"
  note databases "$count"
  if [ "$(query "select count(*) from pg_available_extensions where name = 'amcheck'")" = 1 ]; then
    # All indexes; it brings its extension along, into what is removed afterwards.
    PGOPTIONS='-c default_transaction_read_only=off' pg_amcheck --all --install-missing ||
      fail "the indexes or tables are damaged; the messages of pg_amcheck are above"
  else
    say "without amcheck the indexes were not checked"
  fi
  if [ -n "$last_transaction" ]; then
    say "read $count databases; the last transaction was at $(moment "$last_transaction")"
  else
    say "read $count databases; no transaction came after the backup"
  fi
}

# assertion NUMBER NAME
# shellcheck disable=SC2016  # jq has variables, too
assertion() { plan --argjson number "$1" --arg name "$2" '.assertions[$number][$name]'; }

# In the order declared. A statement is one argument of psql, and the blank keeps it from being one of
# psql's own commands; the server lets nothing write.
check_assertions() {
  local count number limit answer expected
  count=$(plan '.assertions | length')
  for ((number = 0; number < count; number++)); do
    limit=$(assertion "$number" timeout)
    expected=$(assertion "$number" expect)
    answer=$(PGDATABASE=$(assertion "$number" database) PGOPTIONS="-c statement_timeout=${limit}s" \
      timeout --kill-after=10 $((limit + 10)) \
      psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 \
      --command=" $(assertion "$number" sql)") ||
      fail "assertion $((number + 1)) could not be checked within ${limit}s: $(assertion "$number" sql)"
    [ "$answer" = "$expected" ] ||
      fail "assertion $((number + 1)) does not hold: expected \"$expected\", but it is \"${answer:0:200}\": $(assertion "$number" sql)"
  done
  note assertions "$count"
  [ "$count" = 0 ] || say "all $count assertions hold"
}

# go_back BACKUP STOP: once more, to a random moment between the end of the backup and the last transaction.
go_back() {
  local to
  if grep --quiet leftTimeline "$notes"; then
    return
  fi
  stop_server
  if [ "${last_transaction:-0}" -lt $(($2 + 3)) ]; then
    say "no transaction came after the backup, so there is no moment to go back to"
    return
  fi
  to=$(($2 + 1 + (RANDOM << 15 | RANDOM) % (last_transaction - $2 - 2)))
  say "going back to $(moment "$to")"
  : > "$asked"
  # PostgreSQL refuses to start where it does not get there.
  if ! pgbackrest_restore --set="$1" --delta --type=time --target-action=promote \
    --target="$(moment "$to" '%F %T+00')" || ! start 0 || ! await_recovery; then
    fail "no way back to $(moment "$to"): ${problem:-pgBackRest could not restore; its messages are above}"
  fi
  [ "$(query "select coalesce(pg_last_xact_replay_timestamp() <= to_timestamp($to), true)")" = t ] ||
    fail "the way back to $(moment "$to") ended after it"
  note moment "$to"
  stop_server
}

# No further than to the end of recovery, from where nothing more is asked of the repository.
recover() {
  local before
  restore "$1" || return
  before=$(limits)
  start 0 || return
  until await_recovery; do
    # WAL has written down that the cluster raised one of them after the backup: with that, once more.
    [ "$before" != "$(limits)" ] || return 1
    say "the cluster's limits were raised after the backup: recovering with these"
    before=$(limits)
    start 0 || return
  done
}

# Anew for each try.
make_directory() {
  tidy || fail "$problem"
  mkdir -m 0700 "$DIRECTORY"
  : > "$mine"
  : > "$asked"
}

last_success() { jq '.lastSuccess // null' "$RESULT" 2> /dev/null | grep --extended-regexp '^[0-9]+$' || echo null; }

describe() {
  : > "$notes"
  note version 1
  note stanza "$(quoted "$STANZA")"
  note repo "$(plan '.repo | tojson')"
  note key "$REPO"
  note start "$(date +%s)"
}

# The place of the result, and what it says if nothing else does. One that is still there from the last time
# is of a drill that was cut off.
reserve() {
  if [ -e "$reserved" ]; then
    if [ -s "$reserved" ]; then
      record "$reserved" || say "the record of the last drill could not be written"
    fi
    mv -f "$reserved" "$RESULT"
  fi
  describe
  note success false
  note end "$(date +%s)"
  note lastSuccess "$(last_success)"
  note limit "$(plan .limit)"
  note reason '"it was cut off: the host went down, or its result could not be written"'
  jq --slurp --compact-output add "$notes" > "$reserved.new"
  sync "$reserved.new"
  mv -f "$reserved.new" "$reserved"
  : > "$running"
}

run() {
  local chosen backup size damaged stop last cluster try status began
  reserve
  exec 9> /run/pgbackrest/restore-drill.lock
  # One drill at a time on this host, whatever it restores.
  flock 9
  note start "$(date +%s)"
  export PGHOST=/tmp PGPORT=5432 PGUSER=postgres
  for try in 1 2 3; do
    make_directory
    chosen=$(choose)
    [ -n "$chosen" ] || fail "repo$REPO answers with no backup of stanza $STANZA"
    read -r backup size damaged stop last <<< "$chosen"
    note backup "\"$backup\""
    note last "\"$last\""
    require_room "$size"
    cluster=$(cluster_timeline)
    [ "$damaged" = false ] || say "$backup holds pages with wrong checksums: the database was damaged when it was backed up"
    say "restoring $backup from repo$REPO, and WAL up to $last at least"
    status=0
    began=$(date +%s)
    recover "$backup" || status=$?
    # Recovery ends well, but early, where WAL is gone.
    is_expired "$backup" || break
    status=1
    problem="$backup has expired while it was being restored, so this proves nothing"
    say "$problem"
    stop_server
    [ "$try" = 3 ] || say "try $((try + 1)) of 3, with what the repository has now"
  done
  [ "$status" -eq 0 ] || fail "$problem"
  note restore $(($(date +%s) - began))
  require_all_wal "$last" "$cluster"
  make_room_for_locks
  read_databases
  check_assertions
  if [ "$(plan .pointInTime)" = true ]; then
    go_back "$backup" "$stop"
  fi
  stop_server
}

# record FILE: a copy for good, under the date of the drill.
record() {
  local name
  mkdir -p "$records"
  name="$records/$(moment "$(jq .start "$1")" %Y-%m-%dT%H%M%SZ)-$(plan .name)"
  cp "$1" "$name.new"
  sync "$name.new"
  mv -f "$name.new" "$name.json"
}

# The last 50, the newest first.
write_register() {
  {
    echo "# Restore drills"
    echo
    echo "| start | stanza | repository | backup | result | time to rows | transactions lost | WAL replayed up to | databases | assertions |"
    echo "|---|---|---|---|---|---|---|---|---|---|"
    find "$records" -name '*.json' | sort | tail -n 50 | tac | while IFS= read -r each; do
      jq --raw-output '
        def seconds: if . == null then "" else "\(.) s" end;
        def cell: tostring | gsub("[|\\n\\r]"; " ");
        [ (.start | todate), .stanza, .repo, .backup // "",
          if .success then "success" else "FAILED: \(.reason // "see the journal")" end,
          (.restore | seconds), (.lost | seconds), .reached // "", .databases // "", .assertions // "" ]
        | "| " + (map(cell) | join(" | ")) + " |"' "$each"
    done
  } > "$register.new"
  mv -f "$register.new" "$register"
}

# SERVICE_RESULT comes from systemd.
compose() {
  local success=false last
  last=$(last_success)
  if [ "$SERVICE_RESULT" = success ]; then
    success=true last=$(date +%s)
  fi
  [ -s "$notes" ] || describe || return
  jq --slurp --compact-output --argjson success "$success" --argjson last "$last" \
    --argjson now "$(date +%s)" --arg ended "ended by $SERVICE_RESULT; see the journal" '
      (map(.reason // empty)[1]) as $reason
      | add
      | . + {success: $success, end: $now, lastSuccess: $last,
          reason: (if $success then null else $reason // $ended end)}
      | del(.limit)' "$notes"
}

# What was restored goes first: it may be what fills the disk. Where the result cannot be written, the place
# that was taken at the start says that the drill has failed; an empty result says so, too.
finish() {
  local status=0
  rm -f "$running"
  tidy || { say "$problem"; status=1; }
  if compose > "$RESULT.new" && sync "$RESULT.new" && mv -f "$RESULT.new" "$RESULT"; then
    rm -f "$reserved"
    { record "$RESULT" && write_register; } || { say "the record of this drill could not be written"; status=1; }
    return "$status"
  fi
  say "the result of this drill could not be written, so it counts as failed"
  rm -f "$RESULT.new" || true
  mv -f "$reserved" "$RESULT" || : > "$RESULT"
  return 1
}

case "${1-}" in
  run | finish) "$1" ;;
  fetch) fetch "$2" "$3" ;;
  *) echo "usage: restore-drill run|finish|fetch FILE TO" >&2; exit 1 ;;
esac
