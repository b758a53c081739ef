#!/bin/sh
# Stop: end Kamailio; the container and the pool stay. Stopped already is success.
set -eu
# shellcheck source=csars/sip-proxy/lifecycle/common.sh
. /opt/lifecycle/common.sh

if pid=$(running); then
  kill "$pid" || true
  tries=100
  while running >/dev/null; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || kill -KILL "$pid" || true
    sleep 0.1
  done
fi
# Workers that have lost their main process.
[ ! -e "$pid_file" ] || pkill -KILL -x -g "$(cat "$pid_file")" kamailio || true
rm -f "$pid_file" /run/sip-proxy/ctl
echo "the proxy is stopped"
