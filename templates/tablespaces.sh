# Tablespaces, whose files are outside of the data directory: a part of restore.sh. In a tablespace's directory
# PostgreSQL has one of its own for each version, such as PG_17_202406281. That one alone is kept, restored or removed,
# and as postgres: so a tablespace's directory may be a mount point, and root changes nothing there.
#
#   tablespaces   those of the backup: number, name, and the directory that each is restored into
#   newer         directories of tablespaces that the cluster has, and the backup has not
#   measured      bytes, and the directory that they go into
#   keeps         directories of a version, which are kept beside themselves
#   clears        directories of a version, which are removed
#   makes         directories of tablespaces, which have to be made
# shellcheck disable=SC2154  # variables of restore.sh
tablespaces=() newer=() measured=() keeps=() clears=() makes=() tablespaces_size=0

require_maps() {
  local each names=()
  for each in "${maps[@]}"; do
    [[ "$each" =~ ^[^=]+=/ ]] || misused "not a tablespace and its directory: \"$each\"; NAME=/DIRECTORY"
    is_among "${each%%=*}" "${names[@]}" && misused "--tablespace-map has \"${each%%=*}\" twice"
    names+=("${each%%=*}")
  done
}

is_among() {
  local each
  for each in "${@:2}"; do
    [ "$each" != "$1" ] || return 0
  done
  return 1
}

# Sets "place" to where it is mapped to.
mapped() {
  local each
  for each in "${maps[@]}"; do
    if [ "${each%%=*}" = "$1" ]; then
      place=${each#*=}
      [ "$place" = / ] || place=${place%/}
      return 0
    fi
  done
  return 1
}

require_tablespaces() {
  local answer each oid name place lines oids=() names=() places=()
  answer=$(as_postgres pgbackrest --stanza="$stanza" --repo="$(jq .key <<< "$choice")" --set="$label" \
    --output=json --log-level-console=off info 2>&1) || refuse "pgBackRest does not answer" "$answer"
  [[ "$answer" =~ (^|$'\n')(\[[^$'\n']*) ]] || refuse "pgBackRest does not answer" "$answer"
  mapfile -t lines < <(jq --raw-output \
    '.[0].backup[0].tablespace[]? | [.oid, .name, .destination] | @tsv' <<< "${BASH_REMATCH[2]}")
  for each in "${lines[@]}"; do
    IFS=$'\t' read -r oid name place <<< "$each"
    # It may be there already, by the last restore.
    if mapped "$name" && [ "$place" != "$(readlink -- "$data/pg_tblspc/$oid")" ]; then
      require_mapped_place "$name"
    else
      [ -d "$place/" ] ||
        refuse "tablespace $(quoted "$name") belongs in $(quoted "$place"), which is not there: is its file system mounted?" \
          "where it is gone for good, into another place: --tablespace-map $(quoted "$name")=DIRECTORY"
      require_own_place "$place"
      [ -n "$in_place" ] || keep "$place" "into another place: --tablespace-map $(quoted "$name")=DIRECTORY"
    fi
    is_among "$place" "${places[@]}" && refuse "two tablespaces cannot be in one directory, $(quoted "$place")"
    oids+=("$oid") names+=("$name") places+=("$place")
    tablespaces+=("$oid" "$name" "$place")
  done
  for each in "${maps[@]}"; do
    is_among "${each%%=*}" "${names[@]}" ||
      refuse "backup $label has no tablespace $(quoted "${each%%=*}"); it has: $(quoted "${names[@]:-none}")"
  done
  require_newer_tablespaces "${oids[@]}"
  measure_tablespaces
}

# When PostgreSQL comes to their creation in WAL, which may have been during the backup, their directories must be
# there. It does not empty them: of a table that was larger later, the end would be that of the future.
require_newer_tablespaces() {
  local each place
  if [ -z "$contents" ] && [ ${#tablespaces[@]} -gt 0 ]; then
    say "note: without a data directory nothing tells of tablespaces that are newer than the backup: where there are"
    say "  some, first rename what is in their directories (RUNBOOK.md, Tablespaces and links)"
  fi
  for each in "$data"/pg_tblspc/*; do
    if [ ! -L "$each" ] || is_among "${each##*/}" "$@"; then
      continue
    fi
    place=$(readlink -- "$each")
    if [ -n "$immediate" ] && [ ! -d "$place/" ]; then
      continue
    fi
    [ -d "$place/" ] ||
      refuse "a tablespace newer than backup $label was in $(quoted "$place"), which is not there: is its file system mounted?" \
        "where it is gone for good: make an empty directory there, for postgres"
    require_own_place "$place"
    newer+=("$place")
    keep "$place" "choose a newer backup"
  done
}

require_own_place() {
  local owner
  owner=$(stat --dereference --format=%U -- "$1")
  [ "$owner" = postgres ] || refuse "$(quoted "$1") belongs to $owner; pgBackRest restores as postgres"
  [[ "$(realpath -- "$1")/" != "$(realpath --canonicalize-missing -- "$data")"/* ]] ||
    refuse "the tablespace in $(quoted "$1") is inside of the data directory: pgBackRest does not restore that"
}

# The mapped one is "place". Nothing else may use it.
require_mapped_place() {
  local other
  [[ "$place" =~ ^/[A-Za-z0-9/._+@-]+$ ]] ||
    refuse "not a directory for tablespace $(quoted "$1"): \"$place\"; an absolute path of letters, digits, and . _ + @ -"
  other=$(realpath --canonicalize-missing -- "$place")
  [ "$place" = "$other" ] || refuse "$place leads to $other: write that"
  require_apart "$place"
  if [ -e "$place" ]; then
    [ -d "$place" ] || refuse "$place is not a directory"
    require_own_place "$place"
    [ -n "$in_place" ] || keep "$place" "take another directory"
    return
  fi
  require_parent "$place"
  makes+=("$place")
}

# Lines, for each directory of this version in a tablespace's.
versions_in() {
  local each
  for each in "$1/PG_$(of_stanza .version)"_*; do
    [[ ! "$each" =~ _[0-9]+$ ]] || [ ! -d "$each" ] || printf '%s\n' "$each"
  done
}

# keep DIRECTORY OTHERWISE: what is in a tablespace's directory; what to do where that cannot be.
keep() {
  local each found why
  [[ "$1" != *[[:cntrl:]]* ]] || refuse "not a directory whose contents can be kept: $(quoted "$1")"
  mapfile -t found < <(versions_in "$1")
  for each in "${found[@]}"; do
    why=$(immovable "$each")
    [ -z "$why" ] || refuse "$(quoted "$each") $why and cannot move away" "$2" "or --in-place, which keeps nothing"
    # Of two tablespaces, one after the other, which the same directory was for.
    if is_among "$each" "${keeps[@]}" "${clears[@]}"; then
      continue
    elif [ -n "$in_place" ]; then
      clears+=("$each")
    else
      keeps+=("$each")
    fi
  done
}

# Only the manifest of the backup knows.
measure_tablespaces() {
  local sizes bytes i
  [ ${#tablespaces[@]} -gt 0 ] || return 0
  sizes=$(
    as_postgres pgbackrest --stanza="$stanza" --repo="$(jq .key <<< "$choice")" --log-level-console=off \
      repo-get "backup/$stanza/$label/backup.manifest" |
      sed -nE '/^\[target:file\]$/,/^\[/ s/^pg_tblspc\/([0-9]+)\/.*[{,]"size":([0-9]+).*$/\1 \2/p' |
      jq --raw-input --null-input \
        'reduce (inputs | split(" ")) as [$oid, $size] ({}; .[$oid] += ($size | tonumber))'
  ) || refuse "pgBackRest does not answer"
  for ((i = 0; i < ${#tablespaces[@]}; i += 3)); do
    bytes=$(jq --arg oid "${tablespaces[i]}" '.[$oid] // 0' <<< "$sizes")
    measured+=("$bytes" "${tablespaces[i + 2]}")
    tablespaces_size=$((tablespaces_size + bytes))
  done
}

plan_tablespaces() {
  local i each
  for ((i = 0; i < ${#tablespaces[@]}; i += 3)); do
    say "  into   $(quoted "${tablespaces[i + 2]}"), tablespace $(quoted "${tablespaces[i + 1]}")"
  done
  for each in "${newer[@]}"; do
    say "  clears $(quoted "$each"), of a tablespace that is newer than the backup"
  done
  for each in "${keeps[@]}"; do
    say "  keeps  $(quoted "$each"), as $(quoted "$each.old-$stamp")"
  done
  [ -z "$in_place" ] || [ ${#tablespaces[@]}${#clears[@]} = 00 ] || say "  KEEPS NOTHING of the tablespaces either"
}

# Adds what is done to "steps".
prepare_tablespaces() {
  local each make
  for each in "${keeps[@]}"; do
    steps+=("sudo -u postgres mv -T $(quoted "$each" "$each.old-$stamp")")
  done
  for each in "${clears[@]}"; do
    steps+=("sudo -u postgres rm -r $(quoted "$each")")
  done
  for each in "${makes[@]}"; do
    make=(install -d -o postgres -g postgres -m 0700)
    [ -z "$(made_by "${each%/*}")" ] || make=(sudo -u postgres mkdir -m 0700)
    steps+=("$(quoted "${make[@]}" "$each")")
  done
}

# Not in the background: a signal is heeded when it is known what has moved.
clear_tablespaces() {
  local each
  for each in "${keeps[@]}"; do
    setsid --wait setpriv "${postgres[@]}" mv --no-target-directory -- "$each" "$each.old-$stamp" < /dev/null 8>&-
    say "kept: $each.old-$stamp"
  done
  for each in "${clears[@]}"; do
    as_postgres rm --recursive --one-file-system -- "$each"
  done
  for each in "${makes[@]}"; do
    make_directory "$each" 0700
  done
}

# Adds to "undoing" by what is there now. What PostgreSQL makes later, when it has been started, is in the way as well.
undo_tablespaces() {
  local each i made
  for each in "${keeps[@]}"; do
    [ -e "$each.old-$stamp" ] || continue
    undoing+=("sudo test ! -e $(quoted "$each") || sudo -u postgres mv -T $(quoted "$each" "$each.undone-$stamp")")
    undoing+=("sudo -u postgres mv -T $(quoted "$each.old-$stamp" "$each")")
  done
  for ((i = 2; i < ${#tablespaces[@]}; i += 3)); do
    mapfile -t made < <(versions_in "${tablespaces[i]}")
    for each in "${made[@]}"; do
      is_among "$each" "${keeps[@]}" ||
        undoing+=("sudo -u postgres mv -T $(quoted "$each" "$each.undone-$stamp")")
    done
  done
}

# Adds to "kept" what earlier restores have.
note_kept_tablespaces() {
  local i each place places=("${newer[@]}")
  for ((i = 2; i < ${#tablespaces[@]}; i += 3)); do
    places+=("${tablespaces[i]}")
  done
  for place in "${places[@]}"; do
    for each in "$place/PG_$(of_stanza .version)"_*.old-*; do
      [ ! -d "$each" ] || kept+=("$each")
    done
  done
}

conclude_tablespaces() {
  local each
  for each in "${keeps[@]}"; do
    say "and of a tablespace: sudo -u postgres rm -r $(quoted "$each.old-$stamp")"
  done
}
