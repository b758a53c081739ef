# shellcheck shell=bash
# Finds or starts the Docker engine and sees to the base image.

base_image=dockerrm_baseimage
base_parent=debian:bookworm-slim
base_label=dockerrm.baseimage-hash
default_socket=unix:///var/run/docker.sock
registry_patience=${DOCKERRM_REGISTRY_PATIENCE:-12} # seconds until a silent registry is given up

# engine_version: prints the version of the engine that DOCKER_HOST names; fails if none answers.
engine_version() {
  local host=${DOCKER_HOST:-$default_socket} answer
  if have docker; then
    timeout 10 docker version --format '{{.Server.Version}}' 2>/dev/null | grep .
  elif [[ $host == unix://* ]]; then
    answer=$(curl -fsS --max-time 10 --unix-socket "${host#unix://}" http://localhost/version 2>/dev/null) &&
      json_string "$answer" Version
  else
    answer=$(fetch "http://${host#*://}/version" 10) && json_string "$answer" Version
  fi
}

# The resource manager knows DOCKER_HOST but not the contexts of the docker command.
adopt_context() {
  [[ -z ${DOCKER_HOST:-} ]] && have docker || return 0
  local host
  host=$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null) || return 0
  if [[ $host == unix://* && $host != unix:///var/run/docker.sock ]]; then
    export DOCKER_HOST=$host
  fi
}

need_engine() {
  local version package how=found
  begin "Docker engine"
  adopt_context
  if ! version=$(engine_version); then
    refuse_to_start_engine
    install_engine
    start_engine
    version=$(engine_version) || die "the Docker engine was started and does not answer" \
      "Its log is $(shown "$data/dockerd.log")"
    how=started
  fi
  if ! have docker; then
    can_install || die "a Docker engine answers, but the program 'docker' is missing" \
      "Install it, on Debian or Ubuntu: sudo apt-get install docker.io"
    refresh_packages
    package=$(first_available docker-cli docker.io) ||
      die "this system's packages have no 'docker' program" "Install Docker's command line program."
    apt_install "$package"
  fi
  finish "$how ${DOCKER_HOST:-$default_socket}, version $version"
}

# Ends with what to do, where starting an engine is not for us.
refuse_to_start_engine() {
  local host=${DOCKER_HOST:-$default_socket} socket
  socket=${host#unix://}
  if [[ $host != unix://* ]]; then
    die "no Docker engine answers at DOCKER_HOST=$host" \
      "Start it there, or unset DOCKER_HOST to use the engine of this machine."
  fi
  if [[ -S $socket && ! -w $socket ]]; then
    die "you ($(id -un)) may not talk to the Docker engine at $socket" \
      "Add yourself to its group, then log in again: sudo usermod -aG $(stat -c %G -- "$socket") $(id -un)"
  fi
  if [[ $host != "$default_socket" ]]; then
    die "no Docker engine answers at $host" "Start it, or unset DOCKER_HOST to use $default_socket."
  fi
  can_install && return
  if have dockerd; then
    die "the Docker engine does not run" "Start it: sudo systemctl start docker" \
      "(without systemd: sudo dockerd)"
  fi
  die "there is no Docker engine on this machine" \
    "Install one, on Debian or Ubuntu: sudo apt-get install docker.io" \
    "then add yourself to its group and log in again: sudo usermod -aG docker $(id -un)" \
    "or point DOCKER_HOST at an engine elsewhere."
}

install_engine() {
  have dockerd && { have iptables || [[ -x /usr/sbin/iptables ]]; } && return
  apt_install docker.io iptables
}

start_engine() {
  make_data_directory
  if [[ -d /run/systemd/system ]] && systemctl start docker 2>/dev/null && await_engine 30 ""; then
    return
  fi
  local log=$data/dockerd.log
  PATH=$PATH:/usr/sbin:/sbin setsid dockerd >"$log" 2>&1 </dev/null 9>&- &
  dockerd_pid=$!
  undo+=(undo_engine)
  await_engine 60 "$log" && return
  close_line
  show_end "$log"
  stop_engine
  die "dockerd does not come up" "The lines above (all of them: $(shown "$log")) say why."
}

# await_engine SECONDS LOG: waits until the engine answers or the dockerd started here has died.
await_engine() {
  local begun=$SECONDS now
  while true; do
    # Another launcher may have been faster: whichever dockerd answers is good.
    engine_version >/dev/null && return
    [[ -z ${dockerd_pid:-} ]] || alive "$dockerd_pid" || return 1
    now=$((SECONDS - begun))
    ((now < $1)) || return 1
    still "$now" "starting dockerd" "${2:+$(last_line "$2")}"
    sleep 0.5
  done
}

stop_engine() {
  [[ -n ${dockerd_pid:-} ]] || return 0
  kill -TERM "$dockerd_pid" 2>/dev/null || true
  wait "$dockerd_pid" 2>/dev/null || true
  dockerd_pid=
}

# An engine that came up is worth keeping after a failure, but not after an interrupt.
undo_engine() {
  [[ $interrupted == yes && -n ${dockerd_pid:-} ]] || return 0
  complain "stopping the Docker engine that was started"
  stop_engine
}

# ---- the base image ----------------------------------------------------------------------------

# What the image is made of: names, contents and which files are executable.
base_hash() {
  (
    cd -- "${root:?}/baseimage"
    export LC_ALL=C
    {
      find . -type f -not -path '*/__pycache__/*' -print0 | sort -z | xargs -0 sha256sum
      find . -type f -perm -u+x -not -path '*/__pycache__/*' | sort
    } | sha256sum | cut -d ' ' -f 1
  )
}

need_base_image() {
  local wanted present
  begin "base image"
  wanted=$(base_hash)
  present=$(docker image inspect --format "{{index .Config.Labels \"$base_label\"}}" "$base_image" 2>/dev/null) || true
  if [[ $present == "$wanted" ]]; then
    finish "found $base_image"
    return
  fi
  docker image inspect "$base_parent" >/dev/null 2>&1 || pull_parent || make_parent
  DOCKER_BUILDKIT=0 patiently "building $base_image" "$data/baseimage.log" \
    docker build --label "$base_label=$wanted" -t "$base_image" "$root/baseimage" || {
    close_line
    show_end "$data/baseimage.log" 20
    die "the base image could not be built" "The lines above (all of them: $(shown "$data/baseimage.log")) say why."
  }
  finish "built $base_image"
}

# Gives up early where no registry answers, and is patient once one has.
pull_parent() {
  local log=$data/pull.log begun=$SECONDS seen=-1 now status=0
  setsid docker pull "$base_parent" >"$log" 2>&1 </dev/null &
  child=$!
  while alive "$child"; do
    now=$((SECONDS - begun))
    if ((now != seen)); then still "$now" "pulling $base_parent" "$(last_line "$log")"; fi
    seen=$now
    if ((now >= registry_patience)) && ! grep -q 'Pulling from' "$log"; then
      stop_child
      break
    fi
    sleep 0.2
  done
  wait "$child" || status=$?
  child=
  return "$status"
}

make_parent() {
  local rootfs=$data/rootfs.tar packages=(mmdebstrap)
  if ((EUID != 0)); then
    die "no registry answers, and making $base_parent here takes root" \
      "Where a registry is in reach: docker pull $base_parent" \
      "else, once, as root: mmdebstrap --variant=minbase bookworm rootfs.tar" \
      "                and: docker import rootfs.tar $base_parent"
  fi
  if ! have mmdebstrap; then
    can_install || die "no registry answers, and mmdebstrap, which could make $base_parent, is missing" \
      "Install mmdebstrap, or pull $base_parent where a registry is in reach."
    available debian-archive-keyring && packages+=(debian-archive-keyring)
    apt_install "${packages[@]}"
  fi
  undo+=(remove_rootfs)
  patiently "no registry answers; making $base_parent" "$data/mmdebstrap.log" \
    mmdebstrap --variant=minbase --mode=root bookworm "$rootfs" &&
    patiently "importing $base_parent" "$data/import.log" \
      docker import --change 'CMD ["bash"]' "$rootfs" "$base_parent" || {
    close_line
    show_end "$data/mmdebstrap.log"
    die "$base_parent could not be made" "All that mmdebstrap said: $(shown "$data/mmdebstrap.log")"
  }
  remove_rootfs
}

remove_rootfs() { rm -f -- "$data/rootfs.tar"; }

# containers_of IDS: how many containers of these instances the engine has; nothing if unknown.
# The engine may have those of other managers, too.
containers_of() {
  have docker || return 0
  timeout 10 docker ps -a --filter label=dockerrm.resource-id \
    --format '{{.Label "dockerrm.resource-id"}}' 2>/dev/null | grep -cxF -- "${1:-none}" || true
}
