#!/usr/bin/env bash
# Compares "java -jar pgbackrest-metrics.jar collect" with Hello World, for start-up is what a
# collection costs. Prints the mean CPU time, which a busy machine hardly changes, the median wall
# time, and their ratios; not a test.
#
# usage: exporter-startup.sh [RUNS]      (after mvn package; JAVA_HOME chooses the Java)
set -euo pipefail

root=$(cd "$(dirname "$0")/../../.." && pwd)
jar=$root/target/pgbackrest-metrics.jar
recording=$root/src/test/resources/pgbackrest-info/2.60/full-diff-incr-annotated.json
runs=${1:-15}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/Hello.java" <<'END'
public class Hello {
  public static void main(String[] args) {
    System.out.println("Hello, world");
  }
}
END
"${java}c" -d "$work" "$work/Hello.java"
printf 'Main-Class: Hello\n' > "$work/manifest"
(cd "$work" && "$(dirname "$(command -v "${java}c")")/jar" cfm hello.jar manifest Hello.class)

printf '#!/bin/sh\nexec cat "%s"\n' "$recording" > "$work/pgbackrest"
chmod +x "$work/pgbackrest"
cat > "$work/declaration.json" <<'END'
{"version":1,"hostname":"forge","stanzas":[{"name":"main","repos":[{"key":1,"name":"nas"},{"key":2,"name":"r2"}]}]}
END

hello() {
  "$java" "$@" -jar "$work/hello.jar" > "$work/out"
}

collect() {
  "$java" "$@" -jar "$jar" collect --declaration "$work/declaration.json" \
    --textfile "$work/pgbackrest.prom" --state "$work/state.json" --pgbackrest "$work/pgbackrest"
}

# measure COMMAND...: mean CPU milliseconds, median wall milliseconds
measure() {
  local i
  for ((i = 0; i < runs; i++)); do
    TIMEFORMAT='%U %S %R'
    { time "$@" 2> "$work/err"; } 2>&1
  done | sort -n -k 3 |
    awk '{ cpu += $1 + $2; wall[NR] = $3 }
      END { printf "%.0f %.0f\n", cpu / NR * 1000, wall[int((NR + 1) / 2)] * 1000 }'
}

# report LABEL HELLO COLLECT, the latter two as measured
report() {
  echo "$1 $2 $3" | awk '{
    printf "%-16s CPU: hello %4d ms, collect %4d ms, ratio %.2f   wall: %4d ms, %4d ms, ratio %.2f\n",
      $1, $2, $4, $4 / $2, $3, $5, $5 / $3 }'
}

"$java" -version 2>&1 | head -n 1
small=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1)
report defaults "$(measure hello)" "$(measure collect)"
hello_small=$(measure hello "${small[@]}")
report serial,C1 "$hello_small" "$(measure collect "${small[@]}")"

# A class-data archive of the whole application; Hello World runs with the JDK's own.
collect "${small[@]}" -XX:ArchiveClassesAtExit="$work/app.jsa" > "$work/out" 2>&1
archived=$(measure collect "${small[@]}" -XX:SharedArchiveFile="$work/app.jsa")
report serial,C1,AppCDS "$hello_small" "$archived"
