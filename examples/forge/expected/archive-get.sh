# Written by pgbackrest2nix 0.1.0 from forge.yaml.
# Do not edit: change forge.yaml and render again.

# PostgreSQL's restore_command: brings one file of WAL from the repositories. To PostgreSQL any exit status from
# 1 to 125 means that there is no more WAL: it ends recovery there, and promotes. pgBackRest's own errors (a
# repository that does not answer, a file that cannot be read) lie in that range. Only 0 (here it is) and 1 (not
# in the repositories) pass; everything else becomes 255, which stops recovery instead.
#
#   pgbackrest-archive-get [--through=SEGMENT] --stanza=S [--repo=KEY] FILE DESTINATION
#
#   --through     the last segment that the repositories had when the restore began: up to there one that is
#                 missing is a gap, which stops recovery, too
#
#   PGBACKREST    the program
set -euo pipefail

stop() {
  echo "pgbackrest-archive-get: $1; recovery stops here, and goes on at PostgreSQL's next start" >&2
  exit 255
}

# PostgreSQL asks for a segment on the newest timeline that can have it first: that it asks on an older one
# means that it is there that the segment has to be. File names are a timeline and a position, both in hex.
is_gap() {
  local LC_ALL=C file=$1
  [[ -n "$through" && "$file" =~ ^[0-9A-F]{24}$ ]] &&
    [[ ! "${file:0:8}" > "${through:0:8}" && ! "${file:8}" > "${through:8}" ]]
}

through=
case "${1-}" in
  --through=*)
    through=${1#--through=}
    shift
    ;;
esac
[ $# -ge 3 ] || stop "usage: pgbackrest-archive-get [--through=SEGMENT] --stanza=S [--repo=KEY] FILE DESTINATION"
wanted=${*: -2:1}
# PostgreSQL runs it in its data directory, which need not be the stanza's: a restore may have gone elsewhere.
cluster=()
[ ! -e global/pg_control ] || cluster=(--pg1-path="$PWD")
status=0
"$PGBACKREST" archive-get "${cluster[@]}" "$@" || status=$?
case "$status" in
  0) exit 0 ;;
  1)
    ! is_gap "$wanted" || stop "$wanted is missing, and the repositories had WAL up to $through"
    exit 1
    ;;
  *) stop "$wanted cannot be had: pgBackRest has ended with status $status" ;;
esac
