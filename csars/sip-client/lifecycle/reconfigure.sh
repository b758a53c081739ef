#!/bin/sh
# Reconfigure: rate and most calls change while the calls go on; all else needs a new start.
set -eu
# shellcheck source=csars/sip-client/lifecycle/common.sh
. /opt/lifecycle/common.sh

# tell COMMAND: to SIPp's control port.
tell() {
  python3 -c '
import socket, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
    link.sendto(b"c" + sys.argv[1].encode(), ("127.0.0.1", 8888))' "$1"
}

before=$(cat "$settings/fixed")
/opt/lifecycle/configure.sh
if ! running >/dev/null; then
  finished && echo "all calls are made" && exit
  echo "SIPp does not run: it gets its new settings when it starts" >&2
  exit 1
fi
if [ "$before" != "$(cat "$settings/fixed")" ]; then
  /opt/lifecycle/stop.sh
  /opt/lifecycle/start.sh
  exit
fi

rate=$(cat "$settings/call_rate")
tell "set limit $(cat "$settings/max_calls")"
tell "set rate $rate"
tries=0
until [ "$(/opt/sip-client/sipp.py TargetRate)" -eq "$rate" ]; do
  tries=$((tries + 1))
  [ "$tries" -lt 50 ] || { echo "SIPp does not take the new rate" >&2; exit 1; }
  sleep 0.1
done
show_counts
