# shellcheck shell=sh
# What several of these scripts need.

# It is there as long as SIPp is meant to run, see also metrics/sip_client_watcher.py.
pid_file=/run/sip-client.pid
settings=/etc/sip-client

# running: prints the process id of SIPp, fails where it does not run.
running() { pgrep -F "$pid_file" -x sipp 2>/dev/null; }

# whole_number PROPERTY LEAST MOST: prints the property if it is in this range.
whole_number() {
  value=$(getProperty "$1")
  case $value in
    '' | *[!0-9]* | ?????????*) ;;
    *) if [ "$value" -ge "$2" ] && [ "$value" -le "$3" ]; then echo "$value" && return; fi ;;
  esac
  echo "$1 must be a whole number from $2 to $3" >&2
  return 1
}

# counts: sent, answered, failed and in progress, since SIPp was started.
counts() {
  /opt/sip-client/sipp.py TotalCallCreated 'answered(C)' 'FailedCall(C)' CurrentCall
}

# show_counts: into the properties, and as a line for people.
show_counts() {
  counted=$(counts)
  # shellcheck disable=SC2086 # four numbers
  set -- $counted
  setProperty sent "$1"
  setProperty answered "$2"
  setProperty failed "$3"
  echo "sent $1, answered $2, failed $3, in progress $4"
}

# finished: whether SIPp has made all the calls that it was to make.
finished() {
  total=$(cat "$settings/total_calls")
  [ "$total" -gt 0 ] && [ "$(/opt/sip-client/sipp.py TotalCallCreated)" -ge "$total" ]
}
