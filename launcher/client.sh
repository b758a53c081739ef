# shellcheck shell=bash
# Starts the program target/dockerrm-cli.jar, which talks to a resource manager over REST, and what
# the resource manager's own jar does without one that runs.

client_jar=${root:?}/target/dockerrm-cli.jar
client_java=$root/target/dockerrm-cli-java # a link to the Java that the archive is for
client_archive=$root/target/dockerrm-cli.jsa # its classes, ready to be mapped into memory

# Quiet about an archive that does not fit; the program is only slower without it.
client_options=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xlog:disable -Xlog:all=error:stderr)

# manager_url: where the resource manager is (or will be) reached from this machine.
manager_url() {
  local host=${DOCKERRM_ADDRESS:-}
  case $host in
    '' | 0.0.0.0 | :: | 127.0.0.1) host=localhost ;;
    *:*) host="[$host]" ;;
  esac
  printf '%s' "${DOCKERRM_URL:-http://$host:${port:?}}"
}

# run_client ARGUMENT...: does not return.
run_client() {
  client_is_fresh || build_client >&2
  if [[ -z ${DOCKERRM_URL:-} ]]; then
    # One that runs was perhaps started with another DOCKERRM_PORT than is set now.
    DOCKERRM_URL=$(cat -- "${url_file:?}" 2>/dev/null) || true
    DOCKERRM_PID=$(server_pid) || true
    export DOCKERRM_PID
  fi
  DOCKERRM_URL=$(manager_url)
  export DOCKERRM_URL
  exec "$client_java" "${client_options[@]}" \
    -XX:SharedArchiveFile="$client_archive" -cp "$client_jar" org.dockerrm.cli.Dockerrm "$@"
}

# client ARGUMENT...: the same, and returns.
client() { (run_client "$@"); }

client_is_fresh() {
  [[ -f $client_jar && -f $client_archive && -x $client_java && $client_archive -nt $client_jar &&
    -z $(find "$root/pom.xml" "$root/src/main/java/org/dockerrm/cli" "$root/src/main/resources/org/dockerrm/cli" \
      -newer "$client_jar" -print -quit) ]]
}

# A static archive, since a dynamic one leaves out classes that are compiled for old Java versions.
build_client() {
  local made=$client_archive.$$ # another name first: two launchers may be at it
  need_jar
  ln -sfn -- "$JAVA_HOME/bin/java" "$client_java"
  : >"$made"
  "$client_java" "${client_options[@]}" -XX:DumpLoadedClassList="$made.classes" \
    -cp "$client_jar" org.dockerrm.cli.Training >/dev/null 2>&1 || true
  "$client_java" -XX:+UseSerialGC -Xlog:disable -Xshare:dump -XX:SharedClassListFile="$made.classes" \
    -XX:SharedArchiveFile="$made" -cp "$client_jar" >/dev/null 2>&1 || true
  rm -f -- "$made.classes"
  mv -f -- "$made" "$client_archive"
}

# check_files check|lint FILE...: standard output is for the findings.
check_files() {
  [[ $# -gt 1 ]] || usage "./dockerrm $1 needs files" "See: ./dockerrm help $1"
  need_jar >&2
  attended "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -jar "${jar:?}" "$@"
}

# need_jar: builds the jars where they are missing or older than their sources.
need_jar() {
  if ! jar_is_fresh || ! find_jdk; then
    take_lock
    plan 3
    need_java
    need_maven
    build_jar
    undo=()
    release_lock
  fi
  export JAVA_HOME=$jdk
}

command_help() {
  say "The launcher of the Docker Resource Manager. Its first commands:

  ./dockerrm up      builds and starts the resource manager, and returns when it is ready
  ./dockerrm demo    starts it where necessary, deploys a SIP service, changes it and removes it
  ./dockerrm down    stops it; containers run on
  ./dockerrm test    runs all tests

Settings: DOCKERRM_DATA (directory, default: data), DOCKERRM_PORT (default: 8081), DOCKER_HOST.
All other commands are listed here once ./dockerrm up has built them."
}
