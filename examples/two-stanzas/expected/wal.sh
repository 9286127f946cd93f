# Written by pgbackrest2nix 0.1.0 from two-stanzas.yaml.
# Do not edit: change two-stanzas.yaml and render again.

# Which WAL the repositories have, and how far a recovery came: a part of restore.sh and bootstrap.sh. A segment's
# name is a timeline, eight hex digits, and a position, sixteen: names are compared as text.
#
#   as_postgres COMMAND   runs it as the user postgres; defined by the script

# What lies right below the archive of each repository: directories of segments, and files of history.
declare -A wal_archive wal_names

forget_wal() { wal_archive=() wal_names=(); }

# survey_wal STANZA KEY ID: looks into a repository; ID is the archive of the cluster, such as 16-1.
survey_wal() {
  wal_archive[$2]="--stanza=$1 --repo=$2 archive/$1/$3"
  wal_names[$2]=$(wal_list "$2" '')
}

# wal_list KEY DIRECTORY
wal_list() {
  local stanza_option repo_option place
  read -r stanza_option repo_option place <<< "${wal_archive[$1]}"
  as_postgres pgbackrest "$stanza_option" "$repo_option" --log-level-console=off --log-level-stderr=off repo-ls "$place$2"
}

newest_timeline() {
  printf '%s\n' "${wal_names[@]}" | sed -nE 's/^([0-9A-F]{8})([0-9A-F]{8}|\.history)$/\1/p' | LC_ALL=C sort | tail -n 1
}

# segment_at_end KEY TIMELINE head|tail: the first or the last one there; nothing where there is none.
segment_at_end() {
  local each names directories
  mapfile -t directories < <(sed -nE "s/^($2[0-9A-F]{8})$/\1/p" <<< "${wal_names[$1]}" | LC_ALL=C sort)
  [ "$3" = head ] || mapfile -t directories < <(printf '%s\n' "${directories[@]}" | tac)
  for each in "${directories[@]}"; do
    [ -n "$each" ] || continue
    names=$(wal_list "$1" "/$each") || return
    names=$(sed -nE 's/^([0-9A-F]{24})-[0-9a-f]{40}(\.[a-z0-9]+)?$/\1/p' <<< "$names" | LC_ALL=C sort | "$3" -n 1)
    if [ -n "$names" ]; then
      printf '%s' "$names"
      return
    fi
  done
}

# segment_of_all TIMELINE head|tail: of all repositories that were looked into.
segment_of_all() {
  local key each ends=()
  for key in "${!wal_names[@]}"; do
    each=$(segment_at_end "$key" "$1" "$2") || return
    [ -z "$each" ] || ends+=("$each")
  done
  [ ${#ends[@]} -eq 0 ] || printf '%s\n' "${ends[@]}" | LC_ALL=C sort | "$2" -n 1
}

# history_of TIMELINE: where each timeline before it ended, and why.
history_of() {
  local key stanza_option repo_option place
  for key in "${!wal_names[@]}"; do
    if [[ $'\n'"${wal_names[$key]}"$'\n' == *$'\n'"$1.history"$'\n'* ]]; then
      read -r stanza_option repo_option place <<< "${wal_archive[$key]}"
      as_postgres pgbackrest "$stanza_option" "$repo_option" --log-level-console=off --log-level-stderr=off repo-get "$place/$1.history"
      return
    fi
  done
}

# abandoned_branch NEWEST FROM: "TIMELINE LAST CHILD FIRST" where a timeline on the way from FROM to NEWEST has
# WAL after the point at which the next one branched off: which of the two is wanted, nobody can tell.
abandoned_branch() {
  local LC_ALL=C text child=$1 number lsn reason parent last first
  text=$(history_of "$1") || return
  while IFS=$'\t' read -r number lsn reason; do
    [[ "$number" =~ ^[0-9]+$ ]] || continue
    printf -v parent %08X "$number"
    [[ ! "$parent" < "$2" ]] || break
    last=$(segment_of_all "$parent" tail) || return
    first=$(segment_of_all "$child" head) || return
    # Nothing of it is archived yet: segments of the usual size.
    [ -n "$first" ] || printf -v first '%s%08X%08X' "$child" $((16#${lsn%/*})) $((16#${lsn#*/} >> 24))
    if [ -n "$last" ]; then
      # Where recovery ran to the end of WAL, the last record may have begun in that very segment.
      if [[ "${last:8}" > "${first:8}" ]] ||
        [[ "${last:8}" = "${first:8}" && "$reason" != *"no recovery target specified"* ]]; then
        printf '%s %s %s %s' "$parent" "$last" "$child" "$first"
        return
      fi
    fi
    child=$parent
  done < <(tac <<< "$text")
}

# The question for psql: how recovery ended, from the history of the timeline that it began.
# shellcheck disable=SC2034  # the scripts ask it
recovery_end="select timeline_id, pg_size_bytes(current_setting('wal_segment_size')), h[1], h[2], h[3],
  date_trunc('second', pg_last_xact_replay_timestamp())
  from pg_control_checkpoint() left join lateral regexp_match(
    pg_read_file('pg_wal/' || upper(lpad(to_hex(timeline_id), 8, '0')) || '.history', 0, 1048576, true),
    '(\d+)\t([0-9A-F]+/[0-9A-F]+)\t([^\n]*)\n*$') h on true"

# byte_of LSN: the position in WAL as a number.
byte_of() { echo $(((16#${1%/*} << 32) + 16#${1#*/})); }

# segment_name BYTE SIZE: the position in its name of the segment that has this byte of WAL.
segment_name() {
  local each=$(($1 / $2)) of=$((0x100000000 / $2))
  printf '%08X%08X' $((each / of)) $((each % of))
}

# wal_missing THROUGH PARENT LSN SIZE: what of the WAL up to THROUGH was not replayed by a recovery that ended at
# LSN of timeline PARENT; nothing where all was.
wal_missing() {
  local LC_ALL=C end parent reached rest
  end=$(byte_of "$3")
  printf -v parent %08X "$2"
  reached=$(segment_name $((end - 1)) "$4")
  rest=$((($4 - end % $4) % $4))
  if [ "$parent" != "${1:0:8}" ]; then
    echo "recovery went along timeline $2, and the WAL that there was, up to $1, is on timeline $((16#${1:0:8}))"
  elif [[ "$reached" < "${1:8}" ]]; then
    echo "WAL is missing from $parent$(segment_name $((end - 1 + $4)) "$4") to $1: recovery ended in $parent$reached"
  elif [ "$reached" = "${1:8}" ] && [ "$rest" -gt 1048576 ]; then
    # It is either filled, but for a record that goes on in the next one, or was ended.
    echo "WAL is missing from within $1: recovery ended $rest bytes before its end, so the file is damaged"
  fi
}
