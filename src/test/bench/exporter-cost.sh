#!/usr/bin/env bash
# What one "collect" costs in time and memory, and how much "serve" keeps, as the number of backups grows; beside jq
# calculating the six series of old and about twenty families. Prints mean CPU time, which a busy machine
# hardly changes, median wall time, resident memory after some collections and scrapes, and ratios; not a
# test.
#
# usage: exporter-cost.sh [RUNS [JAVA_HOME…]]   (after mvn package; every JDK found, if none is given)
set -euo pipefail

root=$(cd "$(dirname "$0")/../../.." && pwd)
bench=$root/src/test/bench
jar=$root/target/pgbackrest-metrics.jar
runs=${1:-10}
shift || true
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

homes=("$@")
if [ ${#homes[@]} -eq 0 ]; then
  mapfile -t homes < <(
    for each in ${JAVA_HOME:+"$JAVA_HOME/bin/java"} "$(command -v java)" /usr/lib/jvm/*/bin/java; do
      [ -x "$each" ] && dirname "$(dirname "$(readlink -f "$each")")"
    done | awk '!seen[$0]++')
fi

# Only "info" is answered with the file: a list of WAL would be asked for in each repository.
cat > "$work/pgbackrest" <<END
#!/bin/sh
for last; do :; done
[ "\$last" != info ] || exec cat "$work/info.json"
END
chmod +x "$work/pgbackrest"

collect() {
  "$java" "$@" -jar "$jar" collect --declaration "$work/declaration.json" \
    --textfile "$work/a.prom" --state "$work/state.json" --pgbackrest "$work/pgbackrest"
}

with_jq() { "$work/pgbackrest" info | jq -r -f "$bench/$1" > "$work/jq.out"; }

# measure COMMAND...: mean CPU milliseconds, median wall milliseconds
measure() {
  local i
  for ((i = 0; i < runs; i++)); do
    TIMEFORMAT='%U %S %R'
    { time "$@" > "$work/out" 2> "$work/err"; } 2>&1
  done | sort -n -k 3 |
    awk '{ cpu += $1 + $2; wall[NR] = $3 }
      END { printf "%.0f %.0f\n", cpu / NR * 1000, wall[int((NR + 1) / 2)] * 1000 }'
}

# report LABEL CPU WALL: as measured, beside jq's
report() {
  awk -v label="$1" -v cpu="$2" -v wall="$3" -v jq="$jq_cpu" 'BEGIN {
    printf "    %-16s CPU %5d ms  wall %5d ms  CPU / CPU of the jq aggregate %5.2f\n", label, cpu, wall, cpu / jq }'
}

# peak LABEL JVM_OPTIONS... [-- MORE_ARGUMENTS]: the most memory of one collection; needs GNU time
peak() {
  local label=$1 options=()
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do options+=("$1") && shift; done
  [ $# -eq 0 ] || shift
  command time -o "$work/time" -f '%M %U %S' "$java" "${options[@]}" -jar "$jar" collect \
    --declaration "$work/declaration.json" --textfile "$work/a.prom" --state "$work/state.json" \
    --pgbackrest "$work/pgbackrest" "$@"
  awk -v label="$label" 'END {
    printf "    %-16s most memory %4d MB, CPU %5d ms\n", label, $1 / 1024, ($2 + $3) * 1000 }' "$work/time"
}

# resident LABEL JVM_OPTIONS...: what "serve" keeps after ten collections and as many scrapes of each kind
resident() {
  local label=$1 url i
  shift
  "$java" "$@" -jar "$jar" serve --listen 127.0.0.1:0 --interval 200ms \
    --declaration "$work/declaration.json" --pgbackrest "$work/pgbackrest" > "$work/serve.out" 2>&1 &
  server=$!
  until url=$(sed -n 's/^listening on //p' "$work/serve.out") && [ -n "$url" ]; do sleep 0.1; done
  until curl -sf -o "$work/scrape" "$url"; do sleep 0.1; done
  for ((i = 0; i < 10; i++)); do
    sleep 0.3
    curl -sf --compressed -o "$work/scrape" "$url"
    curl -sf -H 'Accept: application/openmetrics-text' -o "$work/scrape" "$url"
  done
  awk -v label="$label" '/^VmRSS/ { printf "    %-16s resident %4d MB\n", label, $2 / 1024 }' "/proc/$server/status"
  kill "$server"
  wait "$server" || echo "    serve ended with $?"
  server=
}

small=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xms8m -Xmx64m)
echo "jar: $(stat -c %s "$jar") bytes"
for size in "1 2 60" "10 2 100" "100 4 200"; do
  read -r stanzas repos backups <<< "$size"
  # shellcheck disable=SC2086 # three numbers
  java "$bench/InfoJson.java" $size "$work"
  read -r seed_cpu seed_wall < <(measure with_jq seed-series.jq)
  read -r jq_cpu jq_wall < <(measure with_jq aggregate-series.jq)
  echo "$stanzas stanzas x $repos repositories x $backups backups: $(stat -c %s "$work/info.json") bytes"
  echo "  jq, six series: CPU $seed_cpu ms, wall $seed_wall ms; jq, aggregate: CPU $jq_cpu ms, wall $jq_wall ms"
  for home in "${homes[@]}"; do
    java=$home/bin/java
    echo "  $("$java" -version 2>&1 | head -n 1)"
    # shellcheck disable=SC2046 # two numbers
    report plain $(measure collect "${small[@]}")
    archive=$work/app.jsa
    rm -f "$archive"
    collect "${small[@]}" -XX:ArchiveClassesAtExit="$archive" > "$work/archive.log" 2>&1
    # shellcheck disable=SC2046
    report AppCDS $(measure collect "${small[@]}" -XX:SharedArchiveFile="$archive")
    peak unit "${small[@]}"
    peak defaults
    peak "each backup" "${small[@]}" -- --per-backup
    resident plain "${small[@]}"
    resident AppCDS "${small[@]}" -XX:SharedArchiveFile="$archive"
  done
done
