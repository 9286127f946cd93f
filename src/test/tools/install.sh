#!/usr/bin/env bash
# Installs the real programs that the integration tests run against: Debian packages on this machine, s3rver from
# npm, and the roots of two newer Debian suites, where newer versions of the same programs live. Run it as often as
# you like: what is there already costs a second.
set -euo pipefail

# Change a list and the next run rebuilds what depends on it.
host_commands=(
  # command          Debian package
  "nix-instantiate   nix-bin"
  "pgbackrest        pgbackrest"
  "pg_createcluster  postgresql"
  "promtool          prometheus"
  "prometheus-node-exporter prometheus-node-exporter"
  "sanoid            sanoid"
  "systemd-nspawn    systemd-container"
  "systemd-analyze   systemd"
  "mmdebstrap        mmdebstrap"
  "prometheus        prometheus"
  "curl              curl"
  "openssl           openssl"
  "setpriv           util-linux"
  "jq                jq"
  "python3           python3"
  "shellcheck        shellcheck"
)
# The JREs are those that NixOS calls jre_headless (21) and the newest release. The newest systemd loads libseccomp and
# libbpf only if they are there, and silently filters nothing without them.
declare -A suite_packages=(
  [trixie]="systemd dbus mount libseccomp2 libbpf1 pgbackrest postgresql-17 prometheus sanoid nix-bin jq openjdk-21-jre-headless"
  [sid]="systemd dbus mount libseccomp2 libbpf1 pgbackrest postgresql-18 jq openjdk-25-jre-headless"
)
s3rver=s3rver@3.7.1

cache=${PGBACKREST2NIX_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pgbackrest2nix}

say() { printf '%4ds  %s\n' "$SECONDS" "$*"; }

missing_packages() {
  local entry command package
  for entry in "${host_commands[@]}"; do
    read -r command package <<<"$entry"
    command -v "$command" >/dev/null || echo "$package"
  done
  # A machine may bring npm along with a node that is not Debian's: then leave both alone.
  command -v npm >/dev/null || echo "nodejs npm"
}

suite_is_built() { [ "$(cat "$cache/$1/.packages" 2>/dev/null)" = "${suite_packages[$1]}" ]; }

s3rver_is_there() { [ -x "$cache/npm/node_modules/.bin/s3rver" ] && [ "$(cat "$cache/npm/.package")" = "$s3rver" ]; }

# No daemon may start because its package was installed, and no database cluster may be made.
install_packages() {
  local policy=/usr/sbin/policy-rc.d clusters=/etc/postgresql-common/createcluster.conf
  if [ ! -e "$policy" ]; then
    # shellcheck disable=SC2064  # at the exit there is no such variable any more
    trap "rm -f $policy" EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  if [ ! -e "$clusters" ]; then
    mkdir -p "${clusters%/*}"
    echo 'create_main_cluster = false' >"$clusters"
  fi
  local apt=(apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold -o Dpkg::Options::=--force-unsafe-io)
  export DEBIAN_FRONTEND=noninteractive
  "${apt[@]}" update
  "${apt[@]}" install -y --no-install-recommends "$@" >/dev/null
}

# The machine's own mirror: whatever it is, newer suites lie beside its own.
debian_mirror() {
  local mirrors
  # shellcheck disable=SC2016  # apt-get's own variable
  mirrors=$(apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' 'Origin: Debian' 'Label: Debian')
  [ -n "$mirrors" ] || { echo "install.sh: apt knows no Debian mirror; is this machine a Debian?" >&2; return 1; }
  head -n 1 <<<"$mirrors"
}

# Built beside its place and renamed, so that an interrupted run leaves no half root behind.
build_suite() {
  local suite=$1 new="$cache/.$1.new" old="$cache/.$1.old"
  rm -rf --one-file-system "$new" "$old"
  say "building the Debian root $suite"
  # shellcheck disable=SC2016  # mmdebstrap's shell expands it
  mmdebstrap --quiet --variant=essential --include="${suite_packages[$suite]// /,}" \
    --aptopt='Acquire::Check-Valid-Until "false"' \
    --aptopt='APT::Install-Recommends "false"' \
    --dpkgopt=force-unsafe-io \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --essential-hook='mkdir -p "$1/etc/postgresql-common"' \
    --essential-hook='echo "create_main_cluster = false" >"$1/etc/postgresql-common/createcluster.conf"' \
    --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*.bin' \
    "$suite" "$new" "$mirror"
  echo "${suite_packages[$suite]}" >"$new/.packages"
  if [ -e "$cache/$suite" ]; then mv "$cache/$suite" "$old"; fi
  mv "$new" "$cache/$suite"
  rm -rf --one-file-system "$old"
  say "built $suite ($(du -sm "$cache/$suite" | cut -f1) MB)"
}

install_s3rver() {
  local new="$cache/.npm.new"
  rm -rf "$new" "$cache/npm"
  mkdir -p "$new"
  npm install --silent --prefix "$new" --no-package-lock --no-audit --no-fund --ignore-scripts "$s3rver" >/dev/null
  echo "$s3rver" >"$new/.package"
  mv "$new" "$cache/npm"
  say "installed $s3rver"
}

main() {
  local packages suite jobs=() job
  mapfile -t packages < <(missing_packages | tr ' ' '\n')
  local suites=()
  for suite in trixie sid; do suite_is_built "$suite" || suites+=("$suite"); done
  if [ ${#packages[@]} -eq 0 ] && [ ${#suites[@]} -eq 0 ] && s3rver_is_there; then
    say "everything the integration tests need is there ($cache)"
    return
  fi
  if [ "$(id -u)" -ne 0 ]; then
    local needed=("${packages[@]}" "${suites[@]}")
    s3rver_is_there || needed+=("$s3rver")
    echo "install.sh: needs root, for this is missing: ${needed[*]}" >&2
    echo "install.sh: run it with sudo -E, or set PGBACKREST2NIX_CACHE to the folder where root has run it" >&2
    return 1
  fi
  mkdir -p "$cache"
  exec 9>"$cache/.lock"
  flock 9
  if [ ${#packages[@]} -gt 0 ]; then
    say "installing ${packages[*]}"
    install_packages "${packages[@]}"
  fi
  mirror=$(debian_mirror)
  s3rver_is_there || { install_s3rver & jobs+=($!); }
  for suite in "${suites[@]}"; do
    # Another run may have built it while this one waited for the lock.
    suite_is_built "$suite" || { build_suite "$suite" & jobs+=($!); }
  done
  local failed=0
  for job in "${jobs[@]}"; do wait "$job" || failed=1; done
  [ "$failed" -eq 0 ] || { say "failed, see above"; return 1; }
  say "done"
}

main "$@"
