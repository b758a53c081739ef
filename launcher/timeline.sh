# shellcheck shell=bash
# A time line of what policies hear and do, as the resource manager tells it over REST.

declare -A line_shown=() # what is on the time line already, by a key of its own
line_begun=0             # when it began, in microseconds as all times here
line_since=              # the same as the API has it
line_events=()           # "TIME KIND TEXT" of what was seen in this round
line_finished=           # when the process that is awaited ended, empty before
line_loads_next=0        # when loads are shown again
line_members=()          # ids of the cluster's members, oldest first
line_mean=               # of their loads, in percent; empty until each has reported since line_after
line_after=0

begin_line() {
  line_shown=() line_events=() line_finished='' line_loads_next=0 line_mean=''
  line_begun=$(now_us)
  line_since=$(date -u -d "@$((line_begun / 1000000))" +%FT%TZ)
  line_after=$line_begun
}

# micros TIME: a time of the API in microseconds.
micros() { date -d "$1" +%s%6N; }

# once KEY: whether this is seen for the first time.
once() { [[ -z ${line_shown[$1]:-} ]] && line_shown[$1]=yes; }

# event TIME KIND TEXT: one more for this round.
event() { line_events+=("$1 $2 $3"); }

# happened KIND TEXT: just now.
happened() {
  event "$(now_us)" "$1" "$2"
  show_events
}

# show_events: those of this round, in the order in which they happened.
show_events() {
  local at kind text
  [[ ${#line_events[@]} -gt 0 ]] || return 0
  while read -r at kind text; do
    at=$(((at - line_begun) / 100000))
    ((at >= 0)) || at=0
    printf '  %4d.%d s  %-9s %s\n' "$((at / 10))" "$((at % 10))" "$kind" "$text"
  done < <(printf '%s\n' "${line_events[@]}" | sort -s -n -k 1,1)
  line_events=()
}

# each_object JSON: the objects of a flat list, a line each.
each_object() { sed -e 's/^\[//' -e 's/\]$//' -e 's/},{/}\n{/g' <<<"$1"; }

# ---- one instance ------------------------------------------------------------------------------

# look_at_reports ID METRIC: every BROKEN, and the first OK after it.
look_at_reports() {
  local one at value message before=''
  call GET "/topology/instances/$1/metrics/$2?since=$line_since"
  [[ $http_status == 200 ]] || return 0
  while read -r one; do
    at=$(json_string "$one" at) || continue
    at=$(micros "$at")
    value=$(json_string "$one" value) || value=
    message=$(json_string "$one" message) || message=
    ((at >= line_begun)) || continue
    if [[ $value == BROKEN || $before == BROKEN ]] && once "report $at"; then
      event "$at" metric "$2 $value${message:+: $message}"
    fi
    before=$value
  done < <(each_object "$answer")
}

# look_at_state ID: when it changes, with its reason, if there is one.
look_at_state() {
  local state reason
  call GET "/topology/instances/$1"
  state=$(json_string "$answer" resourceState) || return 0
  reason=$(json_string "$answer" stateReason) || reason=
  if [[ ${line_shown[state]:-} != "$state" ]]; then
    [[ -z ${line_shown[state]:-} && $state == Active ]] ||
      event "$(now_us)" state "$state${reason:+: $reason}"
    line_shown[state]=$state
  fi
}

# look_at_policy ID NAME: its count where it counts periods, and its firing.
look_at_policy() {
  local one fired count asks message
  call GET "/topology/instances/$1/policies"
  one=${answer#*"\"name\":\"$2\""}
  [[ $one != "$answer" ]] || return 0
  one=${one%%"{\"name\":"*}
  if [[ $2 == scale ]] && count=$(json_number "$one" count) && asks=$(json_string "$one" asksFor) &&
    [[ ${line_shown[count]:-} != "$asks $count" ]]; then
    message=$(json_string "$one" message) || message=
    event "$(now_us)" policy "$count in a row ask for $asks${message:+: $message}"
    line_shown[count]="$asks $count"
  fi
  fired=$(json_string "$one" lastFiredAt) || return 0
  fired=$(micros "$fired")
  if ((fired >= line_begun)) && once "fired $fired"; then
    event "$fired" firing "policy $2"
  fi
}

# look_at_process ID NAME: its latest run since the time line began, step by step.
look_at_process() {
  local started finished activity reason state by
  call GET "/lifecycle/transitions?resourceId=$1&transitionName=$2&limit=1"
  started=$(json_string "$answer" startedAt) || return 0
  started=$(micros "$started")
  ((started >= line_begun)) || return 0
  state=$(json_string "$answer" requestState) || return 0
  reason=$(json_string "$answer" requestStateReason) || reason=
  if once "run $started"; then
    by=$(json_string "$answer" startedBy) || by=unknown
    event "$started" process "$2 begins, started by $by${reason:+: $reason}"
  fi
  if finished=$(json_string "$answer" finishedAt); then
    line_finished=$(micros "$finished")
    if once "end $started"; then
      event "$line_finished" process "$2 $state after $(((line_finished - started) / 1000)) ms"
    fi
    [[ $state == COMPLETED ]] || line_failed "$2 ended $state: $reason"
  elif activity=$(json_string "$answer" activity) && once "step $started $activity"; then
    event "$(now_us)" process "$2: $activity"
  fi
}

line_failed() {
  show_events
  die "$1" "Its run is in Cockpit: $(manager_url)/camunda"
}

# ---- a cluster ---------------------------------------------------------------------------------

# look_at_cluster ID: who is in it, and the members' loads from time to time.
look_at_cluster() {
  local names
  read_members "$1"
  names=$(grep -o '"resourceName":"[^"]*"' <<<"$answer" | cut -d '"' -f 4 | tr '\n' ' ')
  [[ -n $names ]] || return 0
  if [[ ${line_shown[cluster]:-} != "$names" ]]; then
    [[ -z ${line_shown[cluster]:-} ]] || event "$(now_us)" cluster "${#line_members[@]} servers: $names"
    line_shown[cluster]=$names
  fi
  read_loads
}

# read_members ID: into line_members.
read_members() {
  call GET "/topology/instances/$1/cluster"
  line_members=()
  [[ $http_status == 200 ]] || return 0
  mapfile -t line_members < <(grep -o '"resourceId":"[^"]*"' <<<"$answer" | cut -d '"' -f 4)
}

read_loads() {
  local member one at load sum=0 old=no loads=()
  line_mean=
  for member in "${line_members[@]}"; do
    call GET "/topology/instances/$member/metrics"
    one=$(each_object "$answer" | grep '"metricName":"load"') || return 0
    load=$(json_number "$one" value) && at=$(json_string "$one" at) || return 0
    at=$(micros "$at")
    ((at > line_after)) || old=yes
    loads+=("$load")
    ((sum += load)) || true
  done
  [[ $old == no ]] || return 0
  line_mean=$((sum / ${#line_members[@]}))
  if (($(now_us) >= line_loads_next)) && once "loads $at"; then
    event "$at" metric "load $line_mean % in the mean of ${loads[*]}"
    line_loads_next=$(($(now_us) + 2500000))
  fi
}
