# Written by pgbackrest2nix 0.1.0 from metered-offsite.yaml.
# Do not edit: change metered-offsite.yaml and render again.

# How root changes names in directories that postgres can write to, where a name may lead anywhere by the time that
# root uses it: as postgres. In all other directories from within: what was entered cannot be exchanged any more.
# A part of the scripts that run as root.

# enter DIRECTORY: goes there, and sets "hand" to what names there may be changed with.
enter() {
  local owner
  cd -P -- "$1" || return
  hand=(setsid --wait setpriv --reuid=postgres --regid=postgres --init-groups --)
  if "${hand[@]}" test -w .; then
    return 0
  fi
  hand=()
  owner=$(stat --format=%U .)
  if [ "$owner" = postgres ] || [ "$(pwd -P)" != "$1" ]; then
    echo "$1 leads to $(pwd -P), which belongs to $owner: root changes nothing there; do it by hand" >&2
    return 1
  fi
}

# make_directory DIRECTORY MODE: for the user postgres, and whatever is missing above it.
make_directory() (
  local above=${1%/*} name=${1##*/}
  [ -d "${above:-/}" ] || make_directory "$above" "$2" || return
  enter "${above:-/}" || return
  # Does not follow the name, and fails where there is anything.
  "${hand[@]}" mkdir --mode="$2" -- "./$name" || return
  [ ${#hand[@]} -gt 0 ] || chown --no-dereference postgres:postgres -- "./$name"
)
