# Written by pgbackrest2nix 0.1.0 from forge.yaml.
# Do not edit: change forge.yaml and render again.

# Proves that a repository restores: its newest backup and all WAL since, into a directory of the drill's
# own, with a PostgreSQL that nobody else reaches; then reads every database. The cluster that runs is
# not touched.
#
#   restore-drill run     the drill; fails where anything does
#   restore-drill finish  on every way out, a kill included: tidies up and writes down how it went
#
#   STANZA, REPO    what is restored; the repository by its key
#   DIRECTORY       the drill's own, made and removed by it
#   RESULT          how the last drill went, as JSON
#   PRELOAD         libraries that the cluster's PostgreSQL loads at its start
set -euo pipefail

mine="$DIRECTORY/.restore-drill"
data="$DIRECTORY/data"
server=

say() { echo "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# Only what a drill has made.
tidy() {
  [ -e "$DIRECTORY" ] || return 0
  [ -e "$mine" ] || fail "$DIRECTORY was not made by a restore drill: it is left alone, and no drill can run"
  rm -rf --one-file-system "$DIRECTORY"
}

# Not the lock of a restore by hand, which a drill must not be in the way of; nor the spool of the cluster
# that runs, which a restore empties.
export PGBACKREST_LOCK_PATH=/tmp/lock PGBACKREST_SPOOL_PATH=/tmp/spool PGBACKREST_ARCHIVE_ASYNC=n

info() {
  pgbackrest --stanza="$STANZA" --repo="$REPO" --output=json --log-level-console=off info |
    sed -n '/^\[/,$p'
}

newest() {
  info |
    jq --raw-output --argjson repo "$REPO" \
      '[.[0].backup[] | select(.database."repo-key" == $repo)] | max_by(.timestamp.stop)
       | if . then "\(.label) \(.info.size)" else empty end'
}

# Whether the repository has answered, and has the backup no longer. A drill locks nothing, for no backup
# shall wait for it; so a full backup that ends meanwhile may have what is being restored expire.
is_expired() {
  info |
    jq --exit-status --argjson repo "$REPO" --arg label "$1" \
      '.[0] | any(.repo[]; .key == $repo and .status.code < 99)
       and all(.backup[]; .database."repo-key" != $repo or .label != $label)' > /dev/null
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

restore() {
  pgbackrest --stanza="$STANZA" --repo="$REPO" --set="$1" --pg1-path="$data" \
    --tablespace-map-all="$DIRECTORY/tablespaces" --archive-mode=off --log-level-console=info restore
}

query() { psql --no-psqlrc --quiet --tuples-only --no-align --dbname=postgres --command="$1"; }

# Options on the command line win over all that has been restored. No TCP, and a socket where only this
# unit sees it; read-only for all that does not say otherwise. No workers: a subscription would connect to
# its publisher, a scheduler run its jobs a second time.
start() {
  local prepared
  prepared=$(pg_controldata "$data" | sed -n 's/^max_prepared_xacts setting: *//p') || return
  : > "$DIRECTORY/postgresql.conf"
  echo 'local all all trust' > "$DIRECTORY/pg_hba.conf"
  : > "$DIRECTORY/pg_ident.conf"
  postgres -D "$data" \
    -c config_file="$DIRECTORY/postgresql.conf" \
    -c hba_file="$DIRECTORY/pg_hba.conf" \
    -c ident_file="$DIRECTORY/pg_ident.conf" \
    -c listen_addresses= -c unix_socket_directories=/tmp -c port=5432 -c ssl=off \
    -c shared_preload_libraries="$PRELOAD" -c max_prepared_transactions="${prepared:-0}" \
    -c archive_mode=off -c hot_standby=off -c max_wal_senders=0 -c synchronous_standby_names= \
    -c max_worker_processes=0 -c max_logical_replication_workers=0 \
    -c default_transaction_read_only=on -c autovacuum=off -c jit=off \
    -c shared_buffers=64MB -c huge_pages=off -c fsync=off \
    -c logging_collector=off -c log_destination=stderr \
    9>&- &
  server=$!
}

await_recovery() {
  until [ "$(query 'select pg_is_in_recovery()' 2> /tmp/answer)" = f ]; do
    if ! kill -0 "$server" 2> /dev/null; then
      say "PostgreSQL did not get through recovery; its log is above"
      return 1
    fi
    sleep 5
  done
}

stop_server() {
  if [ -n "$server" ] && kill -0 "$server" 2> /dev/null; then
    pg_ctl --pgdata="$data" --mode=fast --silent stop
  fi
  server=
}

read_databases() {
  local database count=0
  psql --no-psqlrc --quiet --tuples-only --no-align --record-separator-zero --dbname=postgres \
    --command='select datname from pg_database where datallowconn order by datname' > "$DIRECTORY/databases"
  while IFS= read -r -d '' database; do
    # All rows, and what is stored out of line.
    PGDATABASE="$database" pg_dump --no-sync --format=custom --compress=0 > /dev/null
    count=$((count + 1))
  done < "$DIRECTORY/databases"
  if [ "$(query "select count(*) from pg_available_extensions where name = 'amcheck'")" = 1 ]; then
    # All indexes; it brings its extension along, into what is removed afterwards.
    PGOPTIONS='-c default_transaction_read_only=off' pg_amcheck --all --install-missing
  else
    say "without amcheck the indexes were not checked"
  fi
  say "read $count databases; $(query "select coalesce('the last transaction was at ' ||
    pg_last_xact_replay_timestamp(), 'no transaction came after the backup')")"
}

# No further than to the end of recovery, from where nothing more is asked of the repository.
recover() {
  restore "$1" || return
  start || return
  await_recovery
}

# Anew for each try, but for when the first one began.
make_directory() {
  local since
  since=$(cat "$mine" 2> /dev/null || date +%s)
  tidy
  mkdir -m 0700 "$DIRECTORY"
  echo "$since" > "$mine"
}

run() {
  local backup label try status
  exec 9> /run/pgbackrest/restore-drill.lock
  # One drill at a time on this host, whatever it restores.
  flock 9
  tidy
  export PGHOST=/tmp PGPORT=5432 PGUSER=postgres
  for try in 1 2 3; do
    make_directory
    backup=$(newest)
    [ -n "$backup" ] || fail "repo$REPO answers with no backup of stanza $STANZA"
    label=${backup% *}
    require_room "${backup#* }"
    say "restoring $label from repo$REPO"
    status=0
    recover "$label" || status=$?
    # Recovery ends well, but early, where WAL is gone.
    is_expired "$label" || break
    status=1
    say "$label has expired while it was being restored, so this proves nothing"
    stop_server
    [ "$try" = 3 ] || say "try $((try + 1)) of 3, with the newest backup"
  done
  [ "$status" -eq 0 ] || exit "$status"
  read_databases
  stop_server
}

# SERVICE_RESULT comes from systemd.
finish() {
  local end start success=false last=null
  end=$(date +%s)
  start=$(cat "$mine" 2> /dev/null || true)
  if [ "$SERVICE_RESULT" = success ]; then
    success=true last=$end
  elif [ -s "$RESULT" ]; then
    last=$(jq .lastSuccess "$RESULT" || echo null)
  fi
  printf '{"version":1,"success":%s,"start":%s,"end":%s,"lastSuccess":%s}\n' \
    "$success" "${start:-$end}" "$end" "$last" > "$RESULT.new"
  mv -f "$RESULT.new" "$RESULT"
  tidy
}

case "${1-}" in
  run | finish) "$1" ;;
  *) fail "usage: restore-drill run|finish" ;;
esac
