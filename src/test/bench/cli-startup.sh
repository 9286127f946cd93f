#!/usr/bin/env bash
# Compares "java -jar pgbackrest2nix.jar validate examples/forge/forge.yaml" with Hello World of the
# same JVM, for start-up is what a validate costs. Prints the mean CPU time, which a busy machine
# hardly changes, the median wall time, and their ratios; not a test.
#
# usage: cli-startup.sh [RUNS [JAVA_HOME…]]   (after mvn package; every JDK found, if none is given)
set -euo pipefail

root=$(cd "$(dirname "$0")/../../.." && pwd)
jar=$root/target/pgbackrest2nix.jar
description=$root/examples/forge/forge.yaml
runs=${1:-15}
shift || true
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

homes=("$@")
if [ ${#homes[@]} -eq 0 ]; then
  mapfile -t homes < <(
    for each in ${JAVA_HOME:+"$JAVA_HOME/bin/java"} "$(command -v java)" /usr/lib/jvm/*/bin/java; do
      [ -x "$each" ] && dirname "$(dirname "$(readlink -f "$each")")"
    done | awk '!seen[$0]++')
fi

cat > "$work/Hello.java" <<'END'
public class Hello {
  public static void main(String[] args) {
    System.out.println("Hello, world");
  }
}
END
javac --release 17 -d "$work" "$work/Hello.java"
printf 'Main-Class: Hello\n' > "$work/manifest"
(cd "$work" && jar cfm hello.jar manifest Hello.class)

hello() { "$java" "$@" -jar "$work/hello.jar" > "$work/out"; }

validate() { "$java" "$@" -jar "$jar" validate "$description" > "$work/out"; }

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

# report LABEL HELLO VALIDATE, the latter two as measured
report() {
  echo "$1 $2 $3" | awk '{
    printf "  %-18s CPU: hello %4d ms, validate %4d ms, ratio %5.2f   wall: %4d ms, %4d ms, ratio %5.2f\n",
      $1, $2, $4, $4 / $2, $3, $5, $5 / $3 }'
}

for home in "${homes[@]}"; do
  java=$home/bin/java
  "$java" -version 2>&1 | head -n 1
  small=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC)
  report defaults "$(measure hello)" "$(measure validate)"
  hello_small=$(measure hello "${small[@]}")
  report C1,serial "$hello_small" "$(measure validate "${small[@]}")"

  # A class-data archive of the whole application; Hello World runs with the JDK's own.
  archive=$work/app.jsa
  rm -f "$archive"
  validate "${small[@]}" -XX:ArchiveClassesAtExit="$archive" > "$work/archive.log" 2>&1
  report C1,serial,AppCDS "$hello_small" \
    "$(measure validate "${small[@]}" -XX:SharedArchiveFile="$archive" -Xshare:auto)"
done
