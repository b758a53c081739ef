# shellcheck shell=sh
# What several of these scripts need.

# It is there as long as SIPp is meant to run, see also metrics/sip_server_watcher.py.
pid_file=/run/sip-server.pid
settings=/etc/sip-server

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
