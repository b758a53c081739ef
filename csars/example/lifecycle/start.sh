#!/bin/sh
# Start: run the software in the background, and return when it works.
set -eu

if pgrep -F /run/greeter.pid -f /opt/greeter/greeter.py >/dev/null 2>&1; then
  echo "the greeter runs already"
else
  # In a session of its own, with nothing of this script's left open. Its output goes where the
  # container's main process writes to: `docker logs` shows it.
  setsid /opt/greeter/greeter.py </dev/null >/proc/1/fd/1 2>&1 &
  echo "$!" >/run/greeter.pid
fi

tries=0
until /opt/greeter/client.py /health >/dev/null 2>&1; do
  tries=$((tries + 1))
  if [ "$tries" -ge 50 ] || ! pgrep -F /run/greeter.pid >/dev/null; then
    /opt/lifecycle/stop.sh
    echo "the greeter does not start; docker logs tells why" >&2
    exit 1
  fi
  sleep 0.1
done

address=$(getProperty docker_ipaddr)
port=$(cat /etc/greeter/port)
setProperty url "http://$address:$port/"
echo "the greeter answers at http://$address:$port/"
