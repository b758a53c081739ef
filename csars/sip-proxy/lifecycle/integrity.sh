#!/bin/sh
# Integrity: is the proxy there for those who call it? (Whether its servers are, it finds out itself.)
set -eu
# shellcheck source=csars/sip-proxy/lifecycle/common.sh
. /opt/lifecycle/common.sh

running >/dev/null || { echo "Kamailio does not run" >&2; exit 1; }
address=$(cat "$settings/address")
port=$(cat "$settings/port")
/opt/sip-proxy/sip.py "$address" "$port"
echo "sip:$address:$port answers"
show_pool
