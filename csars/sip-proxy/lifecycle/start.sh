#!/bin/sh
# Start: run Kamailio in the background, and return when it answers.
set -eu
# shellcheck source=csars/sip-proxy/lifecycle/common.sh
. /opt/lifecycle/common.sh

address=$(getProperty docker_ipaddr)
port=$(cat "$settings/port")
if running >/dev/null; then
  echo "Kamailio runs already"
else
  # In the foreground of a session of its own; `docker logs` shows what it says.
  setsid kamailio -DD -E -f /opt/sip-proxy/kamailio.cfg -l "udp:$address:$port" \
    -m 32 -M 4 -u kamailio -g kamailio </dev/null >/proc/1/fd/1 2>&1 &
  echo "$!" >"$pid_file"
  echo "$address" >"$settings/address"
fi

tries=0
until /opt/sip-proxy/sip.py "$address" "$port" 0.5 2>/dev/null; do
  tries=$((tries + 1))
  if [ "$tries" -ge 20 ] || ! pgrep -F "$pid_file" >/dev/null; then
    /opt/lifecycle/stop.sh
    echo "Kamailio does not answer at $address, port $port; is the port taken? docker logs tells more" >&2
    exit 1
  fi
done
setProperty contact "sip:$address:$port"
echo "calls are taken at sip:$address:$port"
show_pool
