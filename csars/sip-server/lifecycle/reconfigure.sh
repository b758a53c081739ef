#!/bin/sh
# Reconfigure: what SIPp was started with can only change by a new start.
set -eu
# shellcheck source=csars/sip-server/lifecycle/common.sh
. /opt/lifecycle/common.sh

before=$(cat "$settings/port" "$settings/answer_delay" "$settings/media_port")
/opt/lifecycle/configure.sh
if [ "$before" = "$(cat "$settings/port" "$settings/answer_delay" "$settings/media_port")" ]; then
  echo "SIPp runs on"
else
  /opt/lifecycle/stop.sh
  /opt/lifecycle/start.sh
fi
