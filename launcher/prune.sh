# shellcheck shell=bash
# Removes the images that packages have left on the engine: those of ours, by their labels, and no others.

package_label=dockerrm.package
prune_age=10m # a build gives its image a name only at its end

command_prune() {
  [[ $# -eq 0 ]] || die "./dockerrm prune takes no arguments (got: $*)" "See: ./dockerrm help prune"
  have docker || die "the program 'docker' is missing" "Install Docker's command line program."
  adopt_context
  engine_version >/dev/null || die "the Docker engine at ${DOCKER_HOST:-$default_socket} does not answer"
  plan 2
  begin "images without a name"
  local label before after
  before=$(count_images)
  for label in "$package_label" "$base_label"; do
    docker image prune --force --filter "label=$label" --filter "until=$prune_age" >/dev/null
  done
  after=$(count_images)
  finish "$((before - after)) removed"
  prune_types
}

count_images() { docker image ls --all --quiet | sort -u | wc -l; }

# Only a resource manager that answers can tell which types there are.
prune_types() {
  local name type image types removed=0 kept=0
  begin "images of types that are gone"
  call GET /types
  if [[ $http_status != 200 ]]; then
    finish "left alone: the resource manager does not answer at $(manager_url)"
    return
  fi
  types=$answer
  while read -r name; do
    type=$(docker image inspect --format "{{index .Config.Labels \"$package_label\"}}" "$name" 2>/dev/null) || continue
    image=${type#resource::}
    image=dockerrm_${image/::/:}
    # Images that begin with one of ours have its labels too, under names of their own.
    [[ ${name%:*} == "$(printf '%s' "${image%:*}" | tr '[:upper:]' '[:lower:]')" ]] || continue
    [[ $types != *"\"$type\""* ]] || continue
    if docker image rm "$name" >/dev/null 2>&1; then removed=$((removed + 1)); else kept=$((kept + 1)); fi
  done < <(docker image ls --filter "label=$package_label" --filter dangling=false --format '{{.Repository}}:{{.Tag}}')
  finish "$removed names removed, $kept in use"
}
