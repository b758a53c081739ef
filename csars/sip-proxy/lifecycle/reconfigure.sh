#!/bin/sh
# Reconfigure: another port needs a new start, all else is read when it is needed.
set -eu
# shellcheck source=csars/sip-proxy/lifecycle/common.sh
. /opt/lifecycle/common.sh

before=$(cat "$settings/port")
/opt/lifecycle/configure.sh
if [ "$before" != "$(cat "$settings/port")" ]; then
  /opt/lifecycle/stop.sh
  /opt/lifecycle/start.sh
fi
