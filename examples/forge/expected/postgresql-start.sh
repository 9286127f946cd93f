# Written by pgbackrest2nix 0.1.0 from forge.yaml.
# Do not edit: change forge.yaml and render again.

# What a start of PostgreSQL needs on NixOS. A part of its unit, as postgres.
#
#   postgresql-start before DATA VERSION [OTHER ...]   refuses a data directory of another major version; and an
#                                   empty one beside the cluster of another version, where NixOS would make an empty
#                                   cluster; OTHER are the data directories of other clusters that are described
#   postgresql-start after DATA PORT   waits for the end of a recovery from a backup
set -euo pipefail

refuse() {
  echo "$1" >&2
  echo "PostgreSQL is not started; see RUNBOOK.md, Upgrade" >&2
  exit 1
}

before() {
  local data=$1/ version=$2 found each
  if [ -e "$1/PG_VERSION" ]; then
    found=$(cat "$1/PG_VERSION")
    [ "$found" = "$version" ] ||
      refuse "$1 holds a cluster of PostgreSQL $found, and what is described and installed is $version"
    return
  fi
  # The usual places differ in the version only: /var/lib/postgresql/17.
  if [[ "$data" != */"$version"/* ]]; then
    return
  fi
  for each in "${data%%/"$version"/*}"/*/"${data#*/"$version"/}"; do
    each=${each%/}
    [ -e "$each/PG_VERSION" ] || continue
    is_described "$each" "${@:3}" ||
      refuse "$1 is empty, and $each holds a cluster of PostgreSQL $(cat "$each/PG_VERSION"): NixOS would make an empty cluster. To have an empty one, make it with initdb"
  done
}

is_described() {
  local each
  for each in "${@:2}"; do
    [ "$each" != "$1" ] || return 0
  done
  return 1
}

# MAINPID comes from systemd. Without recovery.signal it is not such a recovery, but a crash or a standby.
after() {
  [ -e "$1/recovery.signal" ] || return 0
  until [ "$(psql --no-psqlrc --port="$2" --dbname=postgres --tuples-only --no-align \
    --command='select pg_is_in_recovery()' 2> /dev/null)" = f ]; do
    kill -0 "$MAINPID" || exit 1
    sleep 1
  done
}

"$@"
