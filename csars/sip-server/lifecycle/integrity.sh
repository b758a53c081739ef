#!/bin/sh
# Integrity: is the server there for those who call it?
set -eu
# shellcheck source=csars/sip-server/lifecycle/common.sh
. /opt/lifecycle/common.sh

running >/dev/null || { echo "SIPp does not run" >&2; exit 1; }
address=$(cat "$settings/address")
port=$(cat "$settings/port")
/opt/sip-server/sip.py "$address" "$port"
calls=$(/opt/sip-server/sipp.py CurrentCall)
echo "sip:$address:$port answers; calls in progress: $calls"
