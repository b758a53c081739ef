# shellcheck shell=bash
# Builds, starts, watches and stops the resource manager of this directory.

jar=${root:?}/target/dockerrm.jar
running_jar=$data/dockerrm.jar # a copy: a build would replace the classes of a running process
pid_file=$data/dockerrm.pid
url_file=$data/dockerrm.url
server_log=$data/dockerrm.log
example_type=resource::example::1.0

# server_pid: prints the process id if the resource manager of this data directory runs.
server_pid() {
  local pid
  pid=$(cat -- "$pid_file" 2>/dev/null) && [[ $pid =~ ^[0-9]+$ ]] || return 1
  # The number may have gone to another process since.
  command_line "$pid" | grep -xF -- "$running_jar" >/dev/null || return 1
  printf '%s' "$pid"
}

# command_line PID: its words, a line each; nothing where there is no such process.
command_line() { { tr '\0' '\n' <"/proc/$1/cmdline"; } 2>/dev/null || true; }

# A server that runs was perhaps started with another DOCKERRM_PORT than is set now.
use_running_url() {
  [[ -n ${DOCKERRM_URL:-} ]] || DOCKERRM_URL=$(cat -- "$url_file" 2>/dev/null) || true
}

# is_ready PID: whether the answer at the address is that of this process and not of another program.
is_ready() { is_healthy && alive "$1" && listens "$1"; }

is_healthy() { fetch "$(manager_url)/actuator/health" 3 | grep '"UP"' >/dev/null; }

# ---- up ----------------------------------------------------------------------------------------

command_up() {
  ensure_up
  show_what_now
}

ensure_up() {
  unset DOCKERRM_URL
  take_lock
  if server_pid >/dev/null; then
    use_running_url
    plan 2
    await_health "$(server_pid)" already
    await_example
  else
    plan 8
    need_java
    need_maven
    need_curl
    need_engine
    need_base_image
    build_jar
    start_server
    await_example
  fi
  undo=()
  release_lock
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
    mvn -B -Dstyle.color=never -f "$root/pom.xml" -Dmaven.test.skip=true package || {
    close_line
    show_end "$data/build.log" 25
    die "the build failed" "The lines above (all of them: $(shown "$data/build.log")) say why."
  }
  undo=("${undo[@]:0:${#undo[@]}-1}")
  finish "built target/dockerrm.jar"
}

# A build that was cut short may leave a jar without its libraries.
remove_jar() { rm -f -- "$jar" "${client_jar:?}"; }

start_server() {
  # Threads that take metrics give way to those that work on transitions. A manager without memory
  # ends, and does not go on with threads missing.
  local given=() options=(-XX:ThreadPriorityPolicy=1 -XX:+ExitOnOutOfMemoryError) pid
  begin "start"
  check_port
  [[ ! -f $server_log ]] || mv -f -- "$server_log" "$server_log.1"
  cp --reflink=auto -- "$jar" "$running_jar"
  # Only raising a priority needs root; Java warns all the same.
  ((EUID == 0)) || options+=(-XX:-PrintWarnings)
  read -ra given <<<"${DOCKERRM_JAVA_OPTIONS:-}"
  options+=("${given[@]}")
  undo+=(undo_server)
  (cd -- "$root" && exec setsid nohup "$JAVA_HOME/bin/java" "${options[@]}" -jar "$running_jar") \
    >>"$server_log" 2>&1 </dev/null 9>&- &
  pid=$!
  disown "$pid"
  printf '%s\n' "$pid" >"$pid_file"
  manager_url >"$url_file"
  await_health "$pid" started
}

undo_server() {
  local pid
  if pid=$(cat -- "$pid_file" 2>/dev/null) && alive "$pid"; then
    complain "stopping the resource manager that was started"
    end_process "$pid" >/dev/null
  fi
  rm -f -- "$pid_file" "$url_file" "$running_jar"
}

# await_health PID started|already: waits until the server is ready or has died.
await_health() {
  local begun=$SECONDS seen=-1 now how=started
  if [[ $2 == already ]]; then
    begin "resource manager"
    how="runs already:"
  fi
  until is_ready "$1"; do
    now=$((SECONDS - begun))
    if ! alive "$1" || ((now > 180)); then
      close_line
      show_end "$server_log" 20
      alive "$1" && die "the resource manager is not ready after 180 s" \
        "Its log is $(shown "$server_log"); look at the state with ./dockerrm status"
      die "the resource manager did not start" \
        "The lines above (all of them: $(shown "$server_log")) say why; correct it and run ./dockerrm up again."
    fi
    if ((now != seen)); then still "$now" "starting" "$(last_line "$server_log" | cut -c 1-100)"; fi
    seen=$now
    sleep 0.3
  done
  finish "$how process $1, $(manager_url)"
}

check_port() {
  local owner
  (exec 3<>"/dev/tcp/${DOCKERRM_ADDRESS:-127.0.0.1}/$port") 2>/dev/null || return 0
  owner=$(port_owner) || owner="another process (which one, only its owner or root can see)"
  die "port $port is in use by $owner" "Stop it, or choose another port: DOCKERRM_PORT=8090 ./dockerrm up"
}

# port_owner: process id and command of who listens on the port, as the kernel tells.
port_owner() {
  local inode pid
  inode=$(listening_sockets | head -n 1)
  [[ -n $inode ]] || return 1
  pid=$(find /proc/[0-9]*/fd -lname "socket:\[$inode\]" 2>/dev/null | head -n 1 | cut -d / -f 3) || true
  [[ -n $pid ]] || return 1
  printf 'process %s (%s)' "$pid" "$(command_line "$pid" | tr '\n' ' ' | cut -c 1-100)"
}

# listening_sockets: inodes of the sockets that listen on the manager's port, a line each.
listening_sockets() {
  local url
  url=$(manager_url)
  awk -v port="$(printf ':%04X' "${url##*:}")" '$4 == "0A" && index($2, port) { print $10 }' \
    /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

# listens PID: whether the process listens on the manager's port.
listens() {
  local inode
  while read -r inode; do
    [[ -z $(find "/proc/$1/fd" -lname "socket:\[$inode\]" -print -quit 2>/dev/null) ]] || return 0
  done < <(listening_sockets)
  return 1
}

# The manager builds the images of packages in the background; the first use should not have to wait.
await_example() {
  begin "example package"
  await_package "$example_type" || finish "$package_problem; going on without it"
}

# await_package TYPE: waits for its image within the step under way; fails with package_problem.
await_package() {
  local begun=$SECONDS seen=-1 now types found='' state='' reason=''
  while true; do
    now=$((SECONDS - begun))
    types=$(fetch "$(manager_url)/api/resource-manager/types") || types=
    if found=$(type_state "$1" "$types"); then
      IFS=$'\t' read -r state reason <<<"$found"
      if [[ $state == PUBLISHED ]]; then
        finish "$1 is PUBLISHED"
        return
      fi
    elif ((now >= 10)); then
      package_problem="there is no $1"
      return 1
    fi
    if ((now > 300)); then
      package_problem="$1 is still ${state:-missing}${reason:+ ($reason)}"
      return 1
    fi
    if ((now != seen)); then still "$now" "waiting for its image" "$reason"; fi
    seen=$now
    sleep 0.5
  done
}

# Names the packages that cannot be used yet, if any: their images are built while one goes on.
show_unpublished() {
  local types name state reason
  types=$(fetch "$(manager_url)/api/resource-manager/types") || return 0
  while read -r name; do
    IFS=$'\t' read -r state reason < <(type_state "$name" "$types") || true
    [[ $state != UNPUBLISHED ]] || printf '  %s\n    %s\n' "$name" "$reason"
  done < <(grep -o '"name"[[:space:]]*:[[:space:]]*"[^"]*"' <<<"$types" | cut -d '"' -f 4)
}

show_what_now() {
  local url password="as you set it" unpublished
  url=$(manager_url)
  [[ ! -f $data/admin-password ]] || password="in $(shown "$data")/admin-password"
  cat <<END

The Docker Resource Manager is ready.

  API          $url/api/resource-manager
  Swagger UI   $url/swagger-ui
  Cockpit      $url/camunda
  Login        user admin, password $password
  Log          ./dockerrm logs -f

Next:
  curl $url/api/resource-manager/types
  ./dockerrm demo
END
  unpublished=$(show_unpublished)
  [[ -z $unpublished ]] || printf '\nOf the packages, these cannot be used yet; images are built in the background:\n%s\n' "$unpublished"
}

# ---- down, status, logs ------------------------------------------------------------------------

# end_process PID: asks, waits 20 seconds, then kills.
end_process() {
  local i
  kill -TERM "$1" 2>/dev/null || true
  for ((i = 0; i < 100; i++)); do
    alive "$1" || return 0
    sleep 0.2
  done
  kill -KILL "$1" 2>/dev/null || true
  say "It did not end within 20 s and was killed."
}

command_down() {
  local pid ids='' left
  [[ -d $data ]] || { say "The resource manager does not run."; return; }
  take_lock
  if pid=$(server_pid); then
    use_running_url
    ids=$(instance_ids)
    say "Stopping the resource manager (process $pid) ..."
    end_process "$pid"
    rm -f -- "$pid_file" "$url_file" "$running_jar"
    say "Stopped."
  else
    rm -f -- "$pid_file" "$url_file"
    say "The resource manager does not run."
  fi
  release_lock
  adopt_context
  left=$(containers_of "$ids")
  if [[ ${left:-0} -gt 0 ]]; then
    say "Containers of resource instances on the engine: $left; they run on. See them with:"
    say "  docker ps -a --filter label=dockerrm.resource-id"
  fi
}

command_status() {
  local pid url pending begun instances
  if ! pid=$(server_pid); then
    say "The resource manager does not run. Start it with: ./dockerrm up"
    exit 3
  fi
  use_running_url
  url=$(manager_url)
  if ! is_ready "$pid"; then
    say "The resource manager (process $pid) does not answer at $url, or is not well."
    ! is_healthy || say "Another program answers there: $(port_owner || printf 'which one, only its owner or root can see')."
    say "Look at: ./dockerrm logs"
    exit 1
  fi
  adopt_context
  pending=$(count_at '/lifecycle/transitions?state=PENDING&limit=1000' requestId)
  begun=$(count_at '/lifecycle/transitions?state=IN_PROGRESS&limit=1000' requestId)
  instances=$(count_at '/topology/instances?limit=1000' resourceId)
  cat <<END
The resource manager runs (process $pid).

  API                 $url/api/resource-manager
  Swagger UI          $url/swagger-ui
  Cockpit             $url/camunda
  Data                $(shown "$data")
  Instances           $instances
  Open transitions    $((pending + begun))
  Containers of ours  $(containers_of "$(instance_ids)")
END
}

# count_at PATH KEY: how often the key occurs in an answer, 0 where there is none.
count_at() {
  call GET "$1"
  if [[ $http_status == 200 ]]; then count_of "$answer" "$2"; else printf '0'; fi
}

# instance_ids: of all instances of this manager, a line each.
instance_ids() {
  call GET "/topology/instances?limit=1000"
  [[ $http_status != 200 ]] || grep -o '"resourceId"[[:space:]]*:[[:space:]]*"[^"]*"' <<<"$answer" | cut -d '"' -f 4 || true
}

command_logs() {
  [[ -f $server_log ]] || die "there is no log yet: $(shown "$server_log")" "Start the resource manager with: ./dockerrm up"
  case ${1:-} in
    '') tail -n 200 -- "$server_log" ;;
    -f | --follow) tail -n 200 -F -- "$server_log" ;;
    *) die "./dockerrm logs knows only -f" ;;
  esac
}
