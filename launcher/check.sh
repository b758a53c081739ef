# shellcheck shell=bash
# Checks packages and processes with the resource manager's own code, without one that runs.

command_check() { check_files check "$@"; }

command_lint() { check_files lint "$@"; }

check_files() {
  # Standard output is for the findings.
  need_jar >&2
  attended "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto \
    -jar "${jar:?}" "$@"
}

# need_jar: builds the jar where it is missing or older than its sources.
need_jar() {
  if jar_is_fresh && find_jdk; then
    export JAVA_HOME=$jdk
    return
  fi
  take_lock
  plan 3
  need_java
  need_maven
  build_jar
  undo=()
  release_lock
}
