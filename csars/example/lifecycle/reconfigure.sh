#!/bin/sh
# Reconfigure: the properties have changed while the software runs.
set -eu

before=$(cat /etc/greeter/port)
/opt/lifecycle/configure.sh
if [ "$before" = "$(cat /etc/greeter/port)" ]; then
  if ! pkill -HUP -F /run/greeter.pid -f /opt/greeter/greeter.py; then
    echo "the greeter does not run: it gets its new settings when it starts" >&2
    exit 1
  fi
  echo "the greeter has read its settings again"
else
  # A new port needs a new start, which sets the property url again.
  /opt/lifecycle/stop.sh
  /opt/lifecycle/start.sh
fi
