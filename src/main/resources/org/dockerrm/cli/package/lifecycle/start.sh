#!/bin/sh
# Start: run the software in the background. Its output goes to the container's log.
set -eu
if ! pkill -0 -F /run/NAME.pid 2>/dev/null; then
  : >/run/NAME.visits
  setsid /opt/software/page.py </dev/null >/proc/1/fd/1 2>&1 &
  echo "$!" >/run/NAME.pid
fi
address=$(getProperty docker_ipaddr)
setProperty url "http://$address:8080/"
echo "the page is at http://$address:8080/"
