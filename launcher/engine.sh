# shellcheck shell=bash
# Finds or starts the Docker engine, and builds the base image.

base_image=dockerrm_baseimage
base_parent=debian:bookworm-slim
base_label=dockerrm.baseimage-hash
default_socket=unix:///var/run/docker.sock

# engine_version: prints the version of the engine that DOCKER_HOST names; fails if none answers.
engine_version() { timeout 10 docker version --format '{{.Server.Version}}' 2>/dev/null | grep .; }

# The resource manager knows DOCKER_HOST but not the contexts of the docker command.
adopt_context() {
  local host
  [[ -z ${DOCKER_HOST:-} ]] || return 0
  host=$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null) || return 0
  if [[ $host == unix://* && $host != "$default_socket" ]]; then export DOCKER_HOST=$host; fi
}
has_dockerd() { have dockerd && { have iptables || [[ -x /usr/sbin/iptables ]]; }; }

need_engine() {
  local version did=found
  begin "Docker engine"
  have docker || can_install || die_without_engine "the program 'docker' is missing"
  need "the program 'docker'" "have docker" docker-cli docker.io
  adopt_context
  if ! version=$(engine_version); then
    if [[ ${DOCKER_HOST:-$default_socket} != "$default_socket" ]] || ! can_install; then die_without_engine; fi
    has_dockerd || apt_install docker.io iptables
    start_engine
    version=$(engine_version) || die_with "$data/dockerd.log" 15 "the Docker engine was started and does not answer"
    did=started
  fi
  finish "$did ${DOCKER_HOST:-$default_socket}, version $version"
}

die_without_engine() { # [REASON]
  die "${1:-no Docker engine answers at ${DOCKER_HOST:-$default_socket}, or $(id -un) may not use it}" \
    "Start it: sudo systemctl start docker (without systemd: sudo dockerd)" \
    "or install it, on Debian or Ubuntu: sudo apt-get install docker.io" \
    "or join its group and log in again: sudo usermod -aG docker $(id -un)" \
    "or set DOCKER_HOST to another engine."
}

start_engine() {
  if [[ -d /run/systemd/system ]] && systemctl start docker 2>/dev/null && await_engine 30; then return; fi
  undo+=(undo_engine)
  PATH=$PATH:/usr/sbin:/sbin setsid dockerd >"$data/dockerd.log" 2>&1 </dev/null 9>&- & dockerd_pid=$!
  await_engine 60 && return
  end_process "$dockerd_pid" 60 "$dockerd_pid"
  die_with "$data/dockerd.log" 15 "dockerd does not start"
}

# await_engine SECONDS: waits until an engine answers, or the dockerd started here has ended. Another
# launcher may have been faster: whichever dockerd answers is good.
await_engine() {
  progress=engine_progress patiently "starting dockerd" "$data/engine.log" timeout "$1" sh -c \
    'until docker version >/dev/null; do kill -0 "$0" || exit 1; sleep 0.5; done' "${dockerd_pid:-$$}"
}
engine_progress() { last_line "$data/dockerd.log"; }

# An engine that came up is worth keeping after a failure, but not after an interrupt.
undo_engine() {
  ((${status:?} > 128)) || return 0
  complain "stopping the Docker engine that was started"
  end_process "${dockerd_pid:-}" 60 "${dockerd_pid:-}"
}

# What the image is made of: names, contents and which files are executable.
base_hash() (
  cd -- "${root:?}/baseimage"
  export LC_ALL=C
  {
    find . -type f -not -path '*/__pycache__/*' -print0 | sort -z | xargs -0 sha256sum
    find . -type f -perm -u+x -not -path '*/__pycache__/*' | sort
  } | sha256sum | cut -d ' ' -f 1
)

need_base_image() {
  local hash present
  begin "base image"
  hash=$(base_hash)
  present=$(docker image inspect --format "{{index .Config.Labels \"$base_label\"}}" "$base_image" 2>/dev/null) || true
  if [[ $present == "$hash" ]]; then
    finish "found $base_image"
    return
  fi
  docker image inspect "$base_parent" >/dev/null 2>&1 ||
    hopeless=no_registry patiently "pulling $base_parent" "$data/pull.log" docker pull "$base_parent" || make_parent
  DOCKER_BUILDKIT=0 patiently "building $base_image" "$data/baseimage.log" \
    docker build --label "$base_label=$hash" -t "$base_image" "$root/baseimage" ||
    die_with "$data/baseimage.log" 20 "the base image could not be built"
  finish "built $base_image"
}

# no_registry SECONDS LOG: whether a pull has waited too long for any answer.
no_registry() { (($1 >= ${DOCKERRM_REGISTRY_PATIENCE:-12})) && ! grep -q 'Pulling from' "$2"; }

make_parent() {
  local rootfs=$data/rootfs.tar packages=(mmdebstrap) failed="$base_parent cannot be pulled, see $data/pull.log"
  if ((EUID != 0)) || ! { have mmdebstrap || can_install; }; then
    die "$failed, and making it here takes root and mmdebstrap" "$(last_line "$data/pull.log")" \
      "Where a registry is in reach: docker pull $base_parent" \
      "else, once, as root: mmdebstrap --variant=minbase bookworm rootfs.tar" \
      "                and: docker import rootfs.tar $base_parent"
  fi
  ! available debian-archive-keyring || packages+=(debian-archive-keyring)
  have mmdebstrap || apt_install "${packages[@]}"
  undo+=(remove_rootfs)
  patiently "$failed; making it" "$data/mmdebstrap.log" \
    mmdebstrap --variant=minbase --mode=root bookworm "$rootfs" &&
    patiently "importing $base_parent" "$data/import.log" \
      docker import --change 'CMD ["bash"]' "$rootfs" "$base_parent" ||
    die_with "$data/mmdebstrap.log" 15 "$base_parent could not be made"
  remove_rootfs
}
remove_rootfs() { rm -f -- "$data/rootfs.tar"; }
