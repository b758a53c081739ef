#!/bin/sh
# Configure: check the properties and keep them as settings.
set -eu
# shellcheck source=csars/sip-client/lifecycle/common.sh
. /opt/lifecycle/common.sh

refuse() {
  echo "$1" >&2
  exit 1
}

# They become arguments of SIPp: nothing that it could take for an option.
target=$(getProperty targetip)
case $target in
  '' | -* | *[!A-Za-z0-9.-]*) refuse "targetip must be an IPv4 address or a host name" ;;
esac
service=$(getProperty service)
case $service in
  '' | -* | *[!A-Za-z0-9._+-]*) refuse "service must be made of letters, digits and . _ + -" ;;
esac
reference=$(getProperty staticReference)
case $reference in
  *[[:cntrl:]]*) refuse "staticReference must be one line of text" ;;
esac
[ "${#reference}" -le 200 ] || refuse "staticReference must have at most 200 characters"
rate=$(whole_number callRate 0 1000)
duration=$(whole_number callDuration 0 3600000)
most=$(whole_number maxCalls 1 10000)
total=$(whole_number totalCalls 0 99999999)
target_port=$(whole_number targetPort 1 65535)
port=$(whole_number port 1 65535)
media=$(whole_number mediaPort 1024 65530)
drain=$(whole_number drainSeconds 0 600)

# What a new start is needed for, and what SIPp changes as it runs.
{
  echo "$target:$target_port"
  echo "$service"
  echo "$duration"
  echo "$total"
  echo "$port"
  echo "$media"
  echo "$reference"
} >"$settings/fixed"
echo "$rate" >"$settings/call_rate"
echo "$most" >"$settings/max_calls"
echo "$total" >"$settings/total_calls"
echo "$drain" >"$settings/drain_seconds"
echo "configured: $rate calls a second to $target:$target_port, each of $duration ms"
