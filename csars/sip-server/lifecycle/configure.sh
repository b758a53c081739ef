#!/bin/sh
# Configure: check the properties and keep them as settings.
set -eu
# shellcheck source=csars/sip-server/lifecycle/common.sh
. /opt/lifecycle/common.sh

port=$(whole_number port 1 65535)
delay=$(whole_number answerDelay 0 60000)
media=$(whole_number mediaPort 1024 65530)
capacity=$(whole_number capacity 1 100000)
drain=$(whole_number drainSeconds 0 600)

echo "$port" >"$settings/port"
echo "$delay" >"$settings/answer_delay"
echo "$media" >"$settings/media_port"
echo "$capacity" >"$settings/capacity"
echo "$drain" >"$settings/drain_seconds"
echo "configured: port $port, answers after $delay ms"
