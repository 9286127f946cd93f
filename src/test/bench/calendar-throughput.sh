#!/bin/sh
# How fast calendars are parsed, normalised and followed; run "mvn compile" before.
set -eu
cd "$(dirname "$0")/../../.."
exec java -cp target/classes src/test/bench/CalendarThroughput.java
