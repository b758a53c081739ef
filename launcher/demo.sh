# shellcheck shell=bash
# A SIP service on a network of its own: deployed, called, changed while calls go on, removed. Over
# REST alone. (policies.sh: how it heals and scales itself.)

network_type=resource::docker-network::1.0
declare -A demo_type=( # of each instance that the demo knows, by its label
  [network]=$network_type
  [server-1]=resource::sip-server::1.0
  [server-2]=resource::sip-server::1.0
  [server-3]=resource::sip-server::1.0
  [proxy]=resource::sip-proxy::1.0
  [client]=resource::sip-client::1.0
)
declare -A demo_id=()
demo_location=
demo_number=     # of this demo's network
demo_created=()  # "resourceId type" of what exists now, oldest first
demo_posting=()  # the arguments of an Install that is being posted
demo_key=0       # idempotency keys of this demo are numbered
demo_steps=0     # transitions and operations that were completed
demo_started=$EPOCHSECONDS
demo_left=no     # yes once something could not be removed
demo_kept=$data/demo-kept # what `--keep` left, lines as in demo_created

# Calls a second before and after the change, and most calls in all: the demo is no load test.
demo_rate=10 demo_second_rate=20 demo_total=5000

command_demo() {
  local begun argument show=life keep=no
  for argument in "$@"; do
    case $argument in
      --heal | --scale) show=${argument#--} ;;
      --keep) keep=yes ;;
      --remove)
        remove_kept
        return
        ;;
      *) die "./dockerrm demo does not know $argument" "See: ./dockerrm help demo" ;;
    esac
  done
  need_manager
  need_packages
  say
  choose_location
  demo_number=$(free_number)
  undo=(clean_up)
  begun=$(now_us)

  "demo_$show"
  if [[ $keep == yes ]]; then
    keep_service
    return
  fi
  remove_service
  nothing_left
  undo=()
  say
  colour 32 "$(printf 'All %d steps done in %d ms; nothing of it is left.' "$demo_steps" "$(milliseconds_since "$begun")")"
  say "Every run can be looked at in Cockpit: $(manager_url)/camunda"
}

need_manager() {
  demo_elsewhere=${DOCKERRM_URL:-}
  if [[ -z ${DOCKERRM_URL:-} ]]; then
    ensure_up
    use_running_url
  fi
}

need_packages() {
  local type
  plan 3
  for type in sip-server sip-proxy sip-client; do
    begin "$type package"
    await_package "resource::$type::1.0" || die "the demo needs the package $type: $package_problem"
  done
}

demo_life() {
  deploy_service
  change_service
}

deploy_service() {
  headline "A network, two servers, a proxy in front of them, a client"
  install_network
  deploy server-1 ""
  deploy server-2 ""
  deploy proxy ""
  change_pool addServer server-1
  change_pool addServer server-2
  deploy_client "$demo_rate"
}

install_network() {
  install network "\"subnet\": \"10.77.$demo_number.0/24\", \"gateway\": \"10.77.$demo_number.1\""
}

# deploy_client RATE
deploy_client() {
  deploy client "\"targetip\": \"$(property proxy docker_ipaddr)\", \"staticReference\": \"${demo_id[proxy]}\",
    \"callRate\": \"$1\", \"maxCalls\": \"300\", \"totalCalls\": \"$demo_total\", \"drainSeconds\": \"10\""
}

# All of this happens while calls go on; each of them counts.
change_service() {
  headline "$demo_rate calls a second"
  pass 5
  show_calls

  headline "A third server, and $demo_second_rate calls a second"
  deploy server-3 ""
  change_pool addServer server-3
  lead client Reconfigure "\"callRate\": \"$demo_second_rate\""
  pass 5
  show_calls
  show_server server-3

  headline "The first server goes"
  change_pool removeServer server-1
  show_server server-1
  lead server-1 Stop
  lead server-1 Uninstall
  pass 3
  show_calls

  headline "What there is now"
  show_topology
}

remove_service() {
  headline "The end"
  lead client Integrity
  lead client Stop
  show_result
  lead client Uninstall
  local label
  if [[ -n ${demo_id[server]:-} ]]; then
    remove_members "${demo_id[server]}" "${demo_type[server]}"
    ((${#line_members[@]} == 1)) || die "servers that the policy added cannot be removed"
  fi
  for label in proxy server server-3 server-2 server-1; do
    if exists "$label"; then remove "$label"; fi
  done
  lead network Uninstall
}

# exists LABEL: whether this demo made it and has not removed it.
exists() { [[ -n ${demo_id[$1]:-} && " ${demo_created[*]}" == *" ${demo_id[$1]} "* ]]; }

nothing_left() {
  call GET "/topology/deployment-locations/$demo_location/instances?instanceName=demo-$demo_number-"
  [[ $http_status == 200 && $answer == "[]" ]] || die "not all that the demo made is gone: $answer"
}

keep_service() {
  lead client Reconfigure '"callRate": "1"'
  make_data_directory
  printf '%s\n' "${demo_created[@]}" >>"$demo_kept"
  undo=()
  say
  say "It goes on with one call a second, $demo_total calls at most. Remove it with:"
  say "  ${demo_elsewhere:+DOCKERRM_URL=$demo_elsewhere }./dockerrm demo --remove"
}

remove_kept() {
  [[ -s $demo_kept ]] || die "there is no demo that was kept" "Keep one with: ./dockerrm demo --keep"
  need_manager
  choose_location
  mapfile -t demo_created <"$demo_kept"
  clean_up
  [[ $demo_left == no ]] || exit 1
  rm -f -- "$demo_kept"
  say "Removed."
}

# ---- what the steps are made of ----------------------------------------------------------------

headline() { printf '\n%s\n' "$1"; }

colour() {
  if [[ $terminal == yes ]]; then printf '\033[%sm%s\033[0m\n' "$1" "$2"; else say "$2"; fi
}

# name_of LABEL: short for the network, whose bridge is called after it.
name_of() { printf 'demo-%s-%s' "$demo_number" "${1/network/net}"; }

# install LABEL PROPERTIES
install() {
  transition "$1 Install" Install "${demo_type[$1]}" "" \
    "\"resourceName\": \"$(name_of "$1")\", \"properties\": {$2}"
  demo_id[$1]=$demo_resource
}

# lead LABEL NAME [PROPERTIES]: a transition or an operation of an instance that exists.
lead() {
  transition "$1 $2" "$2" "${demo_type[$1]}" "${demo_id[$1]}" "${3:+\"properties\": {$3\}}"
}

# deploy LABEL PROPERTIES: from nothing to Active, on the demo's network.
deploy() {
  install "$1" "\"docker_network\": \"${demo_id[network]}\"${2:+, $2}"
  lead "$1" Configure
  lead "$1" Start
  lead "$1" Integrity
}

# remove LABEL
remove() {
  lead "$1" Stop
  lead "$1" Uninstall
}

# change_pool addServer|removeServer LABEL
change_pool() {
  lead proxy "$1" "\"ipaddr\": \"$(property "$2" docker_ipaddr)\", \"port\": \"$(property "$2" port)\""
  say "    servers: $(json_string "$answer" servers)"
}

# pass SECONDS: lets the calls go on.
pass() {
  say "  ... $1 s later"
  sleep "$1"
}

show_calls() {
  lead client getStatistics
  say "    sent $(json_string "$answer" sent), answered $(json_string "$answer" answered), failed $(json_string "$answer" failed), in progress $(json_string "$answer" inProgress)"
}

# show_server LABEL: what it has done; it must have done something.
show_server() {
  local answered
  lead "$1" getStatistics
  answered=$(json_string "$answer" answered) || answered=0
  say "    answered $answered, failed $(json_string "$answer" failed)"
  ((answered > 0)) || die "$1 was given no calls"
}

# show_result: what the client's properties tell after its Stop. One call that failed is too many,
# but for those that a killed server had.
show_result() {
  local sent answered failed
  sent=$(property client sent) answered=$(property client answered) failed=$(property client failed)
  colour 32 "    sent $sent, answered $answered, failed $failed"
  ((answered > 0)) || die "no call was answered"
  ((demo_lost == 0)) || say "    (a killed server loses the calls that it has: at most $demo_lost in all)"
  ((failed <= demo_lost && sent - answered <= demo_lost)) ||
    die "not every call was answered and ended well"
}

# property LABEL NAME: a property of an instance, as it is now.
property() {
  call GET "/topology/instances/${demo_id[$1]}"
  [[ $http_status == 200 ]] || die "$1 cannot be read: $answer (HTTP $http_status)"
  json_string "$answer" "$2" || die "$1 has no property $2"
}

show_topology() {
  local label
  printf '  %-9s %-15s %-13s %-9s  %s\n' name type address state more
  printf '  %-9s %-15s %-13s %-9s  %s\n' network docker-network "10.77.$demo_number.0/24" \
    "$(state_of network)" "bridge $(property network bridgename)"
  for label in client proxy server-1 server-2 server-3; do
    exists "$label" || continue
    printf '  %-9s %-15s %-13s %-9s  %s\n' "$label" "$(cut -d : -f 3 <<<"${demo_type[$label]}")" \
      "$(property "$label" docker_ipaddr)" "$(state_of "$label")" "$(what_of "$label")"
  done
}

state_of() {
  call GET "/topology/instances/${demo_id[$1]}"
  json_string "$answer" resourceState
}

# what_of LABEL: whom it calls, or where it is called.
what_of() {
  if [[ $1 == client ]]; then
    printf 'calls sip:%s' "$(property client targetip)"
  else
    property "$1" contact
  fi
}
