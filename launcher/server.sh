# shellcheck shell=bash
# Builds, starts and stops the resource manager of this directory, and starts its command line, the
# program target/dockerrm-cli.jar, which talks to a resource manager over REST.

jar=${root:?}/target/dockerrm.jar
running_jar=${data:?}/dockerrm.jar # a copy: a build would replace the classes of a running process
pid_file=$data/dockerrm.pid
url_file=$data/dockerrm.url
server_log=$data/dockerrm.log
client_jar=$root/target/dockerrm-cli.jar
client_java=$root/target/dockerrm-cli-java # a link to the Java that the archive is for
client_archive=$root/target/dockerrm-cli.jsa # its classes, ready to be mapped into memory
# Quiet about an archive that does not fit; the program is only slower without it.
client_options=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xlog:disable -Xlog:all=error:stderr)
client=("$client_java" "${client_options[@]}" -XX:SharedArchiveFile="$client_archive" -cp "$client_jar" org.dockerrm.cli.Dockerrm)

manager_url() {
  local host=${DOCKERRM_ADDRESS:-}
  [[ -n $host && ! $host =~ ^(0\.0\.0\.0|::|127\.0\.0\.1)$ ]] || host=localhost
  [[ $host != *:* ]] || host="[$host]"
  printf '%s' "${DOCKERRM_URL:-http://$host:${port:?}}"
}

# run_client ARGUMENT...: does not return. Commands that only look use the program as it is.
run_client() {
  { [[ $1 == @(help|status|ready|port-owner) ]] && client_is_usable; } || client_is_fresh || build_client >&2
  if [[ -z ${DOCKERRM_URL:-} ]]; then
    # One that runs was perhaps started with another DOCKERRM_PORT than is set now.
    DOCKERRM_URL=$(cat -- "$url_file" 2>/dev/null) || true
    DOCKERRM_PID=$(server_pid) || true
    export DOCKERRM_PID
  fi
  if [[ $1 == dev ]]; then need_jar >&2; fi
  DOCKERRM_URL=$(manager_url) DOCKERRM_JAR=$jar exec "${client[@]}" "$@"
}

client_is_usable() { [[ -f $client_jar && -x $client_java ]]; }

client_is_fresh() {
  client_is_usable && [[ -f $client_archive && $client_archive -nt $client_jar &&
    -z $(find "$root/pom.xml" "$root/src/main/java/org/dockerrm/"{cli,spelling} "$root/src/main/resources/org/dockerrm/cli" \
      -newer "$client_jar" -print -quit) ]]
}

build_client() {
  need_jar
  make_archive
}

# A static archive, since a dynamic one leaves out classes that are compiled for old Java versions.
make_archive() {
  local made=$client_archive.$$ # another name first: two launchers may be at it
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
  attended "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -jar "$jar" "$@"
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
    exec 9>&-
  fi
  export JAVA_HOME=$jdk
}

# server_pid: prints the process id if the resource manager of this data directory runs.
server_pid() {
  local pid
  pid=$(cat -- "$pid_file" 2>/dev/null) && [[ $pid =~ ^[0-9]+$ ]] || return 1
  # The number may belong to another process by now.
  { tr '\0' '\n' <"/proc/$pid/cmdline"; } 2>/dev/null | grep -xF -- "$running_jar" >/dev/null || return 1
  printf '%s' "$pid"
}

command_up() {
  local status
  ensure_up
  status=$(run_client status) || die "the resource manager runs, and its status fails" "Look at: ./dockerrm logs"
  printf '\n%s\n\nNext: ./dockerrm demo, or ./dockerrm help\n' "$status"
}

# check_demo OPTION...: before the manager is started; the program itself checks them after that.
check_demo() {
  [[ " $*" =~ ^\ (--remove|(--keep\ ?)?(--heal|--scale)?(\ ?--keep)?)$ ]] ||
    usage "./dockerrm demo cannot take: $*" "See: ./dockerrm help demo"
}

ensure_up() {
  local pid
  unset DOCKERRM_URL
  take_lock
  if pid=$(server_pid); then
    plan 2
    begin "resource manager"
    await_server "$pid" "runs already:"
  else
    need_basis 7
    build_jar
    start_server
  fi
  await_example
  undo=()
  exec 9>&-
}

# The jars must be newer than all they are made of, and whole.
jar_is_fresh() {
  [[ -f $jar && -f $client_jar && -z $(find "$root/pom.xml" "$root/src/main" "$root/docs/schema" -newer "$jar" -print -quit) ]] &&
    grep -q BOOT-INF -- "$jar"
}

build_jar() {
  begin "resource manager"
  if jar_is_fresh; then
    finish "built already: target/dockerrm.jar"
    return
  fi
  undo+=(remove_jar)
  progress=maven_progress patiently "building target/dockerrm.jar" "$data/build.log" \
    mvn -B -Dstyle.color=never -f "$root/pom.xml" -Dmaven.test.skip=true package ||
    die_with "$data/build.log" 25 "the build failed"
  undo=("${undo[@]:0:${#undo[@]}-1}")
  finish "built target/dockerrm.jar"
}

# A build that was cut short may leave a jar without its libraries.
remove_jar() { rm -f -- "$jar" "$client_jar"; }

start_server() {
  # Threads that take metrics give way to those that work on transitions. A manager without memory
  # ends, and does not go on with threads missing.
  local given=() options=(-XX:ThreadPriorityPolicy=1 -XX:+ExitOnOutOfMemoryError)
  begin "start"
  client_is_fresh || make_archive
  check_port
  [[ ! -f $server_log ]] || mv -f -- "$server_log" "$server_log.1"
  cp --reflink=auto -- "$jar" "$running_jar"
  # Only raising a priority needs root; Java warns all the same.
  ((EUID == 0)) || options+=(-XX:-PrintWarnings)
  read -ra given <<<"${DOCKERRM_JAVA_OPTIONS:-}"
  undo+=(undo_server)
  (cd -- "$root" && exec setsid nohup "$JAVA_HOME/bin/java" "${options[@]}" "${given[@]}" -jar "$running_jar") \
    >>"$server_log" 2>&1 </dev/null 9>&- & server=$!
  printf '%s\n' "$server" >"$pid_file"
  manager_url >"$url_file"
  await_server "$server" started
}

undo_server() {
  complain "stopping the resource manager that was started"
  stop_server "${server:-}"
}

stop_server() { # PID
  end_process "$1" 20 "$1"
  rm -f -- "$pid_file" "$url_file" "$running_jar"
}

here_url() { cat -- "$url_file" 2>/dev/null || manager_url; }

# await_ready WHAT OPTION VALUE: not by ./dockerrm, which would wait for the lock where it has to build.
await_ready() {
  client_is_usable || build_client >/dev/null
  DOCKERRM_URL=$(here_url) patiently "$1" "$data/ready.log" "${client[@]}" ready "$2" "$3"
}

# await_server PID HOW: waits until the server is ready or has ended.
await_server() {
  progress=server_progress await_ready "starting" --process "$1" ||
    die_with "$server_log" 20 "$(sed -n 's/^dockerrm: //p' "$data/ready.log" | tail -n 1)"
  finish "$2 process $1, $(here_url)"
}
server_progress() { last_line "$server_log" | cut -c 1-100; }

check_port() {
  (exec 3<>"/dev/tcp/${DOCKERRM_ADDRESS:-127.0.0.1}/$port") 2>/dev/null || return 0
  die "port $port is in use by $(run_client port-owner "$port")" \
    "Stop it, or choose another port: DOCKERRM_PORT=8090 ./dockerrm up"
}

# Images of packages are built in the background; the first use should not have to wait.
await_example() {
  begin "example package"
  if await_ready "waiting for its image" --type resource::example::1.0; then
    finish "resource::example::1.0 is PUBLISHED"
  else
    finish "$(last_line "$data/ready.log"); going on without it"
  fi
}

command_down() {
  local pid
  [[ ! -d $data ]] || take_lock
  if pid=$(server_pid); then
    say "Stopping the resource manager (process $pid) ..."
    stop_server "$pid"
    say "Stopped. Containers of resource instances run on: docker ps -a --filter label=dockerrm.resource-id"
  else
    say "The resource manager does not run."
  fi
}

command_logs() {
  [[ -f $server_log ]] || die "there is no log yet: $(shown "$server_log")" "Start the resource manager with: ./dockerrm up"
  tail -n 200 ${1:+-F} -- "$server_log"
}
