# shellcheck shell=bash
# Leads a network and the example package through their lives, over REST alone.

network_type=resource::docker-network::1.0
demo_location=
demo_created=() # "resourceId type" of what exists now, oldest first
demo_posting=() # the arguments of an Install that is being posted
demo_key=0      # idempotency keys of this demo are numbered
demo_started=$EPOCHSECONDS
demo_operation=greet
demo_operation_properties='{"who": "the demo"}'

now_us() { printf '%s' "${EPOCHREALTIME//[!0-9]/}"; }

command_demo() {
  local network example number gateway begun
  if [[ -z ${DOCKERRM_URL:-} ]]; then
    ensure_up
    use_running_url
  else
    plan 1
    await_example
  fi
  say
  choose_location
  number=$(free_number)
  gateway=10.77.$number.1
  undo=(clean_up)
  begun=$(now_us)

  transition "Install network" Install "$network_type" "" \
    "\"resourceName\": \"demo-net-$number\", \"properties\": {\"subnet\": \"10.77.$number.0/24\", \"gateway\": \"$gateway\"}"
  network=$demo_resource
  transition "Install example" Install "$example_type" "" \
    "\"resourceName\": \"demo-example-$number\", \"properties\": {\"docker_network\": \"$network\"}"
  example=$demo_resource
  show_instance "$example"
  transition "Configure" Configure "$example_type" "$example"
  transition "Start" Start "$example_type" "$example"
  transition "Integrity" Integrity "$example_type" "$example"
  transition "Reconfigure" Reconfigure "$example_type" "$example"
  transition "operation $demo_operation" "$demo_operation" "$example_type" "$example" "\"properties\": $demo_operation_properties"
  transition "Stop" Stop "$example_type" "$example"
  transition "Uninstall example" Uninstall "$example_type" "$example"
  transition "Uninstall network" Uninstall "$network_type" "$network"
  undo=()
  say
  if [[ $terminal == yes ]]; then printf '\033[32m'; fi
  printf 'All %d steps done in %d ms; nothing of it is left.' "$demo_key" "$(milliseconds_since "$begun")"
  if [[ $terminal == yes ]]; then printf '\033[0m'; fi
  printf '\nEvery run can be looked at in Cockpit: %s/camunda\n' "$(manager_url)"
}

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
    if [[ $answer != *"10.77.$n."* && $answer != *"\"demo-net-$n\""* ]]; then
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
  printf '  %-22s ' "$1"
  line_open=yes
  ((++demo_key))
  [[ $2 != Install ]] || demo_posting=("$2" "$3" "$4" "${5:-}")
  request "$2" "$3" "$4" "${5:-}"
  if [[ $http_status != 202 ]]; then
    [[ $http_status == 000 ]] || demo_posting=()
    die "$1 was refused: $(json_string "$answer" detail || printf '%s' "$answer") (HTTP $http_status)"
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
  if [[ $2 == Uninstall ]]; then forget "$4"; fi
}

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

show_instance() {
  local address container
  call GET "/topology/instances/$1"
  [[ $http_status == 200 ]] || return 0
  address=$(json_string "$answer" docker_ipaddr) || address=
  container=dockerrm_$(cut -d : -f 3 <<<"$example_type")-$1
  say "    container $container${address:+, address $address}"
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
    # Nobody knows whether it arrived: the same key again gives the same answer.
    request "${demo_posting[@]}"
    [[ $http_status != 202 ]] || demo_created+=("$(json_string "$answer" resourceId) ${demo_posting[1]}")
  fi
  [[ ${#demo_created[@]} -eq 0 ]] || complain "removing what the demo made"
  for ((i = ${#demo_created[@]} - 1; i >= 0; i--)); do
    read -r id type <<<"${demo_created[i]}"
    remove_instance "$id" "$type" || complain "  $type $id is still there; try again in a while with:
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
