#!/bin/sh
# Stop: end the software; the container goes on. Stopped already is success.
set -eu

running() {
  pgrep -F /run/greeter.pid -f /opt/greeter/greeter.py 2>/dev/null
}

if pid=$(running); then
  kill "$pid" || true
  tries=0
  while running >/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 50 ] || kill -KILL "$pid" || true
    sleep 0.1
  done
fi
# The file says that the greeter is meant to run, see metrics/greeter_watcher.py.
rm -f /run/greeter.pid
echo "the greeter is stopped"
