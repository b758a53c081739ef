# shellcheck shell=bash
# What the demo is made of: a transition that is posted and waited for, and what cleans up after it.
# The variables demo_... are those of demo.sh.

now_us() { printf '%s' "${EPOCHREALTIME//[!0-9]/}"; }

milliseconds_since() { printf '%s' "$((($(now_us) - $1) / 1000))"; }

choose_location() {
  call GET /topology/deployment-locations
  [[ $http_status == 200 ]] || die "the resource manager at $(manager_url) does not answer: $answer" \
    "Look at ./dockerrm status"
  demo_location=$(json_string "$answer" name) ||
    die "the resource manager has no deployment location" "Add one to config/locations.yml."
}

# free_number: the lowest n for which no network of the location is in 10.77.n.0/24.
free_number() {
  local n
  call GET "/topology/deployment-locations/$demo_location/instances?instanceType=$network_type"
  for ((n = 1; n < 255; n++)); do
    if [[ $answer != *"10.77.$n."* && $answer != *"\"demo-$n-net\""* ]]; then
      printf '%s' "$n"
      return
    fi
  done
  die "all networks 10.77.1.0/24 to 10.77.254.0/24 are in use"
}

# request NAME TYPE RESOURCE-ID MORE-MEMBERS: posts a transition under the key of the moment.
request() {
  local body="\"deploymentLocation\": \"$demo_location\", \"resourceType\": \"$2\", \"transitionName\": \"$1\""
  [[ -z $3 ]] || body+=", \"resourceId\": \"$3\""
  [[ -z ${4:-} ]] || body+=", $4"
  call POST /lifecycle/transitions "{$body}" "Idempotency-Key: demo-$$-$demo_started-$demo_key"
}

# transition LABEL NAME TYPE RESOURCE-ID MORE-MEMBERS: posts it, waits for its end, prints its time.
transition() {
  local begun state
  begun=$(now_us)
  printf '  %-24s ' "$1"
  line_open=yes
  ((++demo_key))
  [[ $2 != Install ]] || demo_posting=("$2" "$3" "$4" "${5:-}")
  request "$2" "$3" "$4" "${5:-}"
  if [[ $http_status != 202 ]]; then
    [[ $http_status == 000 ]] || demo_posting=()
    die "$1 was refused: $(refusal) (HTTP $http_status)"
  fi
  demo_resource=$(json_string "$answer" resourceId) || demo_resource=$4
  if [[ $2 == Install ]]; then demo_created+=("$demo_resource $3"); fi
  demo_posting=()
  await_request "$(json_string "$answer" requestId)"
  state=$(json_string "$answer" requestState) || state="unknown (HTTP $http_status)"
  if [[ $state != COMPLETED ]]; then
    die "$1 ended $state: $(json_string "$answer" requestFailureCode) $(json_string "$answer" requestStateReason)" \
      "Its run is in Cockpit: $(manager_url)/camunda"
  fi
  printf '%s %6s ms\n' "$state" "$(milliseconds_since "$begun")"
  line_open=no
  ((++demo_steps))
  if [[ $2 == Uninstall ]]; then forget "$4"; fi
}

# refusal: what an answer that is no success says.
refusal() { json_string "$answer" detail || printf '%s' "$answer"; }

# await_request ID [SECONDS]: leaves the request's last status in answer.
await_request() {
  local deadline=$((SECONDS + ${2:-300}))
  while ((SECONDS < deadline)); do
    call GET "/lifecycle/transitions/$1/status"
    case $(json_string "$answer" requestState) in
      COMPLETED | FAILED | CANCELLED) return ;;
    esac
    sleep 0.05
  done
}

forget() {
  local one kept=()
  for one in "${demo_created[@]}"; do
    [[ $one == "$1 "* ]] || kept+=("$one")
  done
  demo_created=("${kept[@]}")
}

# Uninstalls, youngest first, what a failed or interrupted demo made.
clean_up() {
  local i id type
  if [[ ${#demo_posting[@]} -gt 0 ]]; then
    # It is unknown whether it arrived: the same key again gives the same answer.
    request "${demo_posting[@]}"
    [[ $http_status != 202 ]] || demo_created+=("$(json_string "$answer" resourceId) ${demo_posting[1]}")
  fi
  [[ ${#demo_created[@]} -eq 0 ]] || complain "removing what the demo made"
  for ((i = ${#demo_created[@]} - 1; i >= 0; i--)); do
    read -r id type <<<"${demo_created[i]}"
    if [[ $type == resource::sip-server::* ]]; then remove_members "$id" "$type"; fi
    remove_instance "$id" "$type" && continue
    demo_left=yes
    complain "  $type $id is still there; try again in a while with:
    curl -H 'Content-Type: application/json' $(manager_url)/api/resource-manager/lifecycle/transitions \\
      -d '{\"deploymentLocation\": \"$demo_location\", \"resourceType\": \"$type\", \"transitionName\": \"Uninstall\", \"resourceId\": \"$id\"}'"
  done
}

# Waits for a transition under way; one that is active is stopped first.
remove_instance() {
  local attempt
  for ((attempt = 0; attempt < 60; attempt++)); do
    ((++demo_key))
    call GET "/topology/instances/$1"
    [[ $http_status != 404 ]] || return 0
    if [[ $(json_string "$answer" resourceState) == @(Active|Broken) ]]; then
      request Stop "$2" "$1"
    else
      request Uninstall "$2" "$1"
    fi
    if [[ $http_status == 202 ]]; then
      await_request "$(json_string "$answer" requestId)" 60
    elif [[ $http_status != 409 ]]; then
      return 1
    fi
    sleep 0.5
  done
  return 1
}
