# shellcheck shell=bash
# Shows a request while it is under way, from the resource manager's events about it.

watch_line_open=no # whether the last line of a script's output lacks its end
watch_state=       # how the request ended; empty before
watch_reason=

command_watch() {
  local name='' line
  [[ $# -eq 1 ]] || usage "./dockerrm watch needs a request's id" "See: ./dockerrm help watch"
  [[ $1 =~ ^[A-Za-z0-9-]+$ ]] || die "'$1' is no request's id" "See: ./dockerrm help watch"
  use_running_url
  call GET "/lifecycle/transitions/$1"
  case $http_status in
    200) ;;
    000) die "the resource manager at $(manager_url) does not answer: $answer" "Start it with: ./dockerrm up" ;;
    *) die "request $1: $(json_string "$answer" detail || printf '%s' "$answer") (HTTP $http_status)" ;;
  esac
  while IFS= read -r line; do
    case $line in
      event:*) name=${line#event:} ;;
      data:*) show_watched "$name" "${line#data:}" ;;
    esac
  done < <(curl -sSN --noproxy '*' -H 'Accept: text/event-stream' -- \
    "$(manager_url)/api/resource-manager/lifecycle/transitions/$1/output?follow=true")
  case $watch_state in
    COMPLETED) say "COMPLETED${watch_reason:+: $watch_reason}" ;;
    '') die "the events of request $1 ended before it did" "Watch it again; the resource manager may have been stopped." ;;
    *) die "the request ended $watch_state: $watch_reason" ;;
  esac
}

# show_watched EVENT DATA
show_watched() {
  local text
  case $1 in
    output)
      # Between the keys in their fixed order, since a pattern is slow on long texts.
      text=${2#*'","text":"'}
      # The x keeps line ends that a command substitution would remove.
      text=$(json_text "${text%'"}'}" && printf x)
      text=${text%x}
      printf '%s' "$text"
      [[ $text == *$'\n' ]] && watch_line_open=no || watch_line_open=yes
      ;;
    step) watch_say "[$(json_number "$2" step)/$(json_number "$2" steps)] $(json_string "$2" activity || true)" ;;
    exit) watch_say "$(json_string "$2" script): exit code $(json_number "$2" exitCode || printf unknown)" ;;
    end)
      watch_say ""
      watch_state=$(json_string "$2" requestState) || watch_state=unknown
      watch_reason=$(json_string "$2" requestStateReason) || watch_reason=
      ;;
  esac
}

# watch_say TEXT: on a line of its own; without a text only ends an open line.
watch_say() {
  [[ $watch_line_open == no ]] || printf '\n'
  watch_line_open=no
  [[ -z $1 ]] || say "$1"
}
