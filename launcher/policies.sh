# shellcheck shell=bash
# Two more demos: a SIP service that heals itself, and one that scales itself. No client asks for it;
# the metrics of the servers do. The variables demo_... are those of demo.sh, line_... of timeline.sh.

# A server counts as full with so many calls. Few enough that two are full at the high rate, three
# are not, and three are too many at the low one: a call takes two seconds.
scale_capacity=50 scale_low=12 scale_high=48
demo_lost=0 # calls that a killed server had at that moment

# ---- heal --------------------------------------------------------------------------------------

demo_heal() {
  demo_type[server-1]=resource::sip-server::1.0
  headline "A network, two servers, a proxy in front of them, a client"
  install_network
  deploy proxy ""
  deploy server-1 "\"drainSeconds\": \"2\""
  deploy server-2 "\"drainSeconds\": \"2\""
  change_pool addServer server-1
  change_pool addServer server-2
  deploy_client "$demo_rate"
  await_reports server-1
  await_reports server-2
  pass 2
  show_calls

  headline "SIPp in server-1 is killed"
  count_as_lost server-1
  heal server-1 "SIPp killed in its container" in_container server-1 pkill -KILL -x sipp
  show_calls

  headline "The whole container of server-2 is killed"
  count_as_lost server-2
  heal server-2 "its container killed" kill_container server-2
  pass 3
  show_calls
}

# The process is looked at before the policy that started it: a firing is never shown after it.

# heal LABEL WHAT COMMAND...: does it harm, and shows what becomes of it, until it takes calls again.
heal() {
  local id=${demo_id[$1]} deadline=$((SECONDS + 90))
  begin_line
  "${@:3}"
  happened harm "$2"
  until [[ -n $line_finished && ${line_shown[state]:-} == Active ]] && reported_well "$id"; do
    ((SECONDS < deadline)) || die "$1 is not healed after 90 s" "$(policy_says "$id" heal)" \
      "Its metrics: curl $(manager_url)/api/resource-manager/topology/instances/$id/metrics"
    look_at_reports "$id" h_integrity
    look_at_process "$id" Heal
    look_at_policy "$id" heal
    look_at_state "$id"
    show_events
    sleep 0.2
  done
  await_calls "$1"
  happened recovery "$1 takes calls again: answered $answered since"
}

# reported_well ID: whether it has said OK since it was healed.
reported_well() {
  local one at
  call GET "/topology/instances/$1/metrics"
  one=$(each_object "$answer" | grep '"metricName":"h_integrity"') || return 1
  [[ $(json_string "$one" value) == OK ]] && at=$(json_string "$one" at) || return 1
  (($(micros "$at") > line_finished))
}

# await_calls LABEL: leaves in answered how many calls it has had.
await_calls() {
  local deadline=$((SECONDS + 40))
  answered=0
  until ((answered > 0)); do
    ((SECONDS < deadline)) || die "$1 gets no calls 40 s after it was healed"
    ask "$1" getStatistics
    answered=$(json_string "$answer" answered) || answered=0
    ((answered > 0)) || sleep 0.5
  done
}

# count_as_lost LABEL: the calls that it has at this moment cannot end.
count_as_lost() {
  local calls
  lead "$1" getStatistics
  calls=$(json_string "$answer" inProgress) || calls=0
  say "    calls in progress $calls"
  # Some more have come since it was asked, and the number is a second old.
  ((demo_lost += calls + demo_rate)) || true
}

# ---- scale -------------------------------------------------------------------------------------

demo_scale() {
  demo_type[server]=resource::sip-server::1.0
  headline "A network, a server, a proxy in front of it, a client with $scale_low calls a second"
  install_network
  deploy proxy ""
  deploy server "\"proxy\": \"${demo_id[proxy]}\", \"capacity\": \"$scale_capacity\""
  change_pool addServer server
  deploy_client "$scale_low"
  await_reports server
  scale_by_hand server 2
  show_pool

  headline "$scale_high calls a second: two servers cannot take them"
  begin_line
  lead client Reconfigure "\"callRate\": \"$scale_high\""
  follow_scaling server ScaleOut 3
  await_relief server
  show_pool
  show_calls

  headline "$scale_low calls a second: two servers are enough"
  begin_line
  lead client Reconfigure "\"callRate\": \"$scale_low\""
  follow_scaling server ScaleIn 2
  happened recovery "the third server has left, calls go on"
  show_pool
  show_calls
}

# scale_by_hand LABEL N: as people do.
scale_by_hand() {
  local begun
  begun=$(now_us)
  printf '  %-24s ' "$1 scale to $2"
  line_open=yes
  call POST "/topology/instances/${demo_id[$1]}/scale" "{\"instances\": $2}"
  [[ $http_status == 202 ]] || die "it was refused: $(refusal) (HTTP $http_status)"
  await_request "$(json_string "$answer" requestId)"
  [[ $(json_string "$answer" requestState) == COMPLETED ]] ||
    die "it ended otherwise: $(json_string "$answer" requestStateReason)"
  printf 'COMPLETED %6s ms\n' "$(milliseconds_since "$begun")"
  line_open=no
  ((++demo_steps))
}

# follow_scaling LABEL PROCESS N: until the policy has made the cluster that large.
follow_scaling() {
  local id=${demo_id[$1]} deadline=$((SECONDS + 120))
  until [[ -n $line_finished ]] && ((${#line_members[@]} == $3)); do
    ((SECONDS < deadline)) || die "$2 has not happened after 120 s" "$(policy_says "$id" scale)"
    look_at_cluster "$id"
    look_at_process "$id" "$2"
    look_at_policy "$id" scale
    show_events
    sleep 0.2
  done
}

# await_relief LABEL: until all members have said that they are less busy than the policy's threshold.
await_relief() {
  local deadline=$((SECONDS + 60))
  line_after=$line_finished
  until [[ -n $line_mean ]] && ((line_mean <= 80)); do
    ((SECONDS < deadline)) || die "the servers are no less busy 60 s after there is one more"
    look_at_cluster "${demo_id[$1]}"
    show_events
    sleep 0.2
  done
  happened recovery "load $line_mean % in the mean of ${#line_members[@]} servers"
}

# show_pool: the servers as the proxy has them.
show_pool() {
  lead proxy getStatistics
  say "    servers: $(json_string "$answer" servers)"
}

# remove_members ID: all of a cluster but the first; its policy may be at work meanwhile.
remove_members() {
  local attempt member
  for ((attempt = 0; attempt < 60; attempt++)); do
    read_members "$1"
    ((${#line_members[@]} > 1)) || return 0
    call POST "/topology/instances/$1/scale" '{"instances": 1}'
    if [[ $http_status == 202 ]]; then
      await_request "$(json_string "$answer" requestId)" 60
      [[ $(json_string "$answer" requestState) == COMPLETED ]] || break
    elif [[ $http_status != 409 ]]; then
      break
    fi
    sleep 0.5
  done
  # Not even with the proxy's help: one by one.
  read_members "$1"
  for member in "${line_members[@]:1}"; do remove_instance "$member" "$2" || true; done
}

# ---- both --------------------------------------------------------------------------------------

# await_reports LABEL: nothing of all this happens where reports do not arrive.
await_reports() {
  local deadline=$((SECONDS + 30))
  until call GET "/topology/instances/${demo_id[$1]}/metrics" && [[ $answer == *'"metricName":"h_integrity"'* ]]; do
    ((SECONDS < deadline)) || die "no report of $1 reaches the resource manager" \
      "Its container must reach the port for metrics: see docs/operator.md, 'Metrics of instances'." \
      "What it says: docker logs $(container_of "$1")"
    sleep 0.3
  done
  call GET "/topology/instances/${demo_id[$1]}/policies"
  if [[ $answer == *"policyEngine: external"* ]]; then
    die "this resource manager leaves policies to the orchestrator" "Set policyEngine: internal in config.yml."
  fi
}

# policy_says ID NAME: why it does nothing.
policy_says() {
  local one
  call GET "/topology/instances/$1/policies"
  one=${answer#*"\"name\":\"$2\""}
  one=${one%%"{\"name\":"*}
  printf 'Its policy %s: %s' "$2" "$(json_string "$one" waitsFor || printf 'no reason is known')"
}

# ask LABEL OPERATION: as lead, without a line of its own.
ask() {
  ((++demo_key))
  request "$2" "${demo_type[$1]}" "${demo_id[$1]}"
  [[ $http_status == 202 ]] || return 0
  await_request "$(json_string "$answer" requestId)" 60
}

# container_of LABEL: its container's id on the engine.
container_of() {
  local found
  adopt_context
  found=$(timeout 10 docker ps -q --no-trunc --filter "label=dockerrm.resource-id=${demo_id[$1]}") || found=
  [[ -n $found ]] || return 1
  printf '%s' "$found"
}

# What the resource manager cannot do: harm a container behind its back.
in_container() {
  local container
  container=$(container_of "$1") || no_container "$1"
  timeout 20 docker exec "$container" "${@:2}" || die "${*:2} does nothing in the container of $1"
}

kill_container() {
  local container
  container=$(container_of "$1") || no_container "$1"
  timeout 20 docker kill "$container" >/dev/null || die "the container of $1 cannot be killed"
}

no_container() {
  die "the container of $1 is not on the engine that the program 'docker' talks to" \
    "This demo kills a container: run it on the engine's machine, or set DOCKER_HOST."
}
