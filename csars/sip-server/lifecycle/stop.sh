#!/bin/sh
# Stop: take no new calls, let those in progress end, but not for ever.
set -eu
# shellcheck source=csars/sip-server/lifecycle/common.sh
. /opt/lifecycle/common.sh

if pid=$(running); then
  tries=$(($(cat "$settings/drain_seconds") * 10))
  kill -USR1 "$pid" || true
  while running >/dev/null; do
    tries=$((tries - 1))
    if [ "$tries" -lt 0 ]; then
      echo "not all calls have ended in time"
      kill -KILL "$pid" || true
    fi
    sleep 0.1
  done
fi
rm -f "$pid_file"
echo "the server is stopped"
