#!/usr/bin/env bash
# What "validate DIR" costs for many descriptions in one process: time, descriptions a second and the
# most memory, as ratios to a cold run on one file and to Hello World of the same JVM; not a test.
# CPU time is what a busy machine hardly changes. With options, too, as a JVM that has plenty of
# memory does not bother to collect.
#
# usage: many-files.sh [COUNTS [JAVA_HOME…]]   (after mvn package; "1000 10000" and every JDK found;
# needs GNU time)
set -euo pipefail

root=$(cd "$(dirname "$0")/../../.." && pwd)
cd "$root"
jar=$root/target/pgbackrest2nix.jar
counts=${1:-1000 10000}
shift || true
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

homes=("$@")
if [ ${#homes[@]} -eq 0 ]; then
  mapfile -t homes < <(
    for java in ${JAVA_HOME:+"$JAVA_HOME/bin/java"} "$(command -v java)" /usr/lib/jvm/*/bin/java; do
      [ -x "$java" ] && dirname "$(dirname "$(readlink -f "$java")")"
    done | awk '!seen[$0]++')
fi

printf 'class Hello {\n  public static void main(String[] a) {\n    System.out.println("Hello");\n  }\n}\n' \
  > "$work/Hello.java"
javac --release 17 -d "$work" "$work/Hello.java"
for count in $counts; do
  java src/test/bench/ManyDescriptions.java "$work/$count" "$count"
done

# measure COMMAND...: CPU milliseconds, wall milliseconds, most memory in MB (what VmHWM is at the end)
measure() {
  command time -o "$work/time" -f '%U %S %e %M' "$@" > "$work/out" 2> "$work/err" || true
  awk 'END { printf "%.0f %.0f %.0f\n", ($1 + $2) * 1000, $3 * 1000, $4 / 1024 }' "$work/time"
}

# report LABEL COUNT RUN HELLO ONE, the latter three as measured
report() {
  echo "$2 $3 $4 $5" | awk -v label="$1" '{
    printf "  %-32s CPU %7d ms = %6.1f hello = %5.1f one file   wall %6d ms, %6.0f a second   %4d MB = %4.1f one file\n",
      label, $2, $2 / $5, $2 / $8, $3, $1 / $3 * 1000, $4, $4 / $10 }'
}

for home in "${homes[@]}"; do
  java=$home/bin/java
  "$java" -version 2>&1 | head -n 1
  hello=$(measure "$java" -cp "$work" Hello)
  one=$(measure "$java" -jar "$jar" validate examples/forge/forge.yaml)
  report "one file" 1 "$one" "$hello" "$one"
  for count in $counts; do
    for option in "" -Xmx256m -XX:+UseSerialGC; do
      run=$(measure "$java" ${option:+"$option"} -jar "$jar" validate "$work/$count")
      report "$count files $option" "$count" "$run" "$hello" "$one"
    done
    tail -n 1 "$work/err" | sed 's/^/    found: /'
  done
done
