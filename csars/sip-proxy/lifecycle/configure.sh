#!/bin/sh
# Configure: check the properties and keep them as settings.
set -eu
# shellcheck source=csars/sip-proxy/lifecycle/common.sh
. /opt/lifecycle/common.sh

port=$(whole_number port 1024 65535)
capacity=$(whole_number capacity 1 100000)
echo "$port" >"$settings/port"
echo "$capacity" >"$settings/capacity"

# Only a new container has no pool: its first servers, or those that the lost one had.
if [ ! -e "$settings/pool.list" ]; then
  servers=$(getProperty pool)
  [ -n "$servers" ] || servers=$(getProperty servers)
  : >"$settings/pool.list"
  set -f
  # shellcheck disable=SC2086 # one argument for each server
  /opt/sip-proxy/pool.py $servers >/dev/null || { rm "$settings/pool.list"; exit 1; }
fi
echo "configured the proxy for port $port"
show_pool
