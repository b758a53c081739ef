# shellcheck shell=sh
# What several of these scripts need.

# It is there as long as Kamailio is meant to run, see also metrics/sip_proxy_watcher.py.
pid_file=/run/sip-proxy.pid
settings=/etc/sip-proxy

# running: prints the id of Kamailio's main process, fails where it does not run.
running() { pgrep -F "$pid_file" -x kamailio 2>/dev/null; }

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

# show_pool: into the property, and for people.
show_pool() {
  pool=$(/opt/sip-proxy/pool.py)
  setProperty pool "$pool"
  echo "servers: ${pool:-none}"
}
