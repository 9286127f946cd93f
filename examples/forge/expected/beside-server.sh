# Written by pgbackrest2nix 0.1.0 from forge.yaml.
# Do not edit: change forge.yaml and render again.

# Restores a stanza beside its running cluster and runs PostgreSQL there, as postgres, in a unit of its own that
# may write nowhere else: in WAL PostgreSQL may come to the creation of a tablespace, and would write over the cluster's.
#
#   beside-server COMMAND    the restore, a call of pgBackRest
#
#   DIRECTORY    where all of it is; the working directory
#   PROGRAMS     directory of the cluster's own version of PostgreSQL
#   CLUSTER      data directory of the cluster that runs
#   PRELOAD      libraries that the cluster's PostgreSQL loads at its start
#   SETTINGS     of PostgreSQL, which the data need, as JSON
set -euo pipefail

data="$DIRECTORY/data"

# Nothing that archiving, a backup or another restore uses.
export PGBACKREST_LOCK_PATH="$DIRECTORY/lock" PGBACKREST_SPOOL_PATH="$DIRECTORY/spool" PGBACKREST_ARCHIVE_ASYNC=n
export PGBACKREST_LOG_LEVEL_FILE=off

restore() {
  local status=0 restoring
  "$@" &
  restoring=$!
  trap 'kill -TERM "$restoring"' INT TERM
  wait "$restoring" || status=$?
  trap - INT TERM
  if [ "$status" -ne 0 ]; then
    echo "pgBackRest has ended with status $status: RUNBOOK.md, Troubleshooting, tells what it means" >&2
    [ "$status" -ne 58 ] || echo "58: the backup is not on the way to the newest timeline; try --timeline current" >&2
    exit "$status"
  fi
}

# control DIRECTORY NAME: what pg_controldata says; nothing where it cannot be read.
control() { LC_ALL=C "$PROGRAMS/pg_controldata" "$1" 2> /dev/null | sed -n "s/^$2: *//p"; }

# Recovery needs what the cluster had at the backup, and what it has been raised to since.
largest() {
  local each most=$2
  for each in $(control "$data" "$1") $(control "$CLUSTER" "$1" || true); do
    [ "$each" -le "$most" ] || most=$each
  done
  echo "$most"
}

# Options on the command line win over all that has been restored. No TCP, and a socket in a directory of postgres
# alone; read-only for all that does not say otherwise. No workers: a subscription would connect to its publisher, a
# scheduler run its jobs a second time; with hot_standby off recovery does not compare their number with that of
# the cluster.
serve() {
  local options
  mapfile -t options < <(jq --raw-output 'to_entries[] | "-c", "\(.key)=\(.value)"' <<< "$SETTINGS")
  : > "$DIRECTORY/postgresql.conf"
  echo 'local all all trust' > "$DIRECTORY/pg_hba.conf"
  : > "$DIRECTORY/pg_ident.conf"
  exec "$PROGRAMS/postgres" -D "$data" \
    -c shared_preload_libraries="$PRELOAD" -c max_worker_processes=0 \
    -c max_connections="$(largest 'max_connections setting' 100)" \
    -c max_wal_senders="$(largest 'max_wal_senders setting' 0)" \
    -c max_prepared_transactions="$(largest 'max_prepared_xacts setting' 0)" \
    -c max_locks_per_transaction="$(largest 'max_locks_per_xact setting' 256)" \
    -c shared_buffers=64MB -c jit=off \
    "${options[@]}" \
    -c config_file="$DIRECTORY/postgresql.conf" \
    -c hba_file="$DIRECTORY/pg_hba.conf" \
    -c ident_file="$DIRECTORY/pg_ident.conf" \
    -c listen_addresses= -c port=5432 -c ssl=off \
    -c unix_socket_directories="$DIRECTORY/socket" -c unix_socket_permissions=0700 \
    -c recovery_end_command= -c archive_cleanup_command= -c primary_conninfo= \
    -c archive_mode=off -c hot_standby=off -c synchronous_standby_names= \
    -c max_logical_replication_workers=0 \
    -c default_transaction_read_only=on -c autovacuum=off \
    -c huge_pages=off -c fsync=off \
    -c logging_collector=off -c log_destination=stderr
}

restore "$@"
serve
