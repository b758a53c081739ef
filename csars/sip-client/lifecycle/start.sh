#!/bin/sh
# Start: let SIPp make calls in the background.
set -eu
# shellcheck source=csars/sip-client/lifecycle/common.sh
. /opt/lifecycle/common.sh

if running >/dev/null; then
  echo "SIPp runs already"
else
  address=$(getProperty docker_ipaddr)
  {
    read -r target
    read -r service
    read -r duration
    read -r total
    read -r port
    read -r media
    IFS= read -r reference
  } <"$settings/fixed"
  rate=$(cat "$settings/call_rate")
  most=$(cat "$settings/max_calls")
  set --
  [ "$total" -eq 0 ] || set -- -m "$total"
  rm -f /run/sipp.csv
  # A client that is made again has the same address and process ids; its calls must not be taken for
  # those of the lost one, hence the time in their ids. SIPp's watchdog would end it on a busy machine.
  # What it complains about is seen by `docker logs`.
  setsid sipp "$target" -sf /opt/sip-client/call.xml -i "$address" -p "$port" -mp "$media" \
    -s "$service" -r "$rate" -l "$most" -d "$duration" "$@" \
    -key reference "$reference" -cid_str "%u-$(date +%s)@%s" \
    -ci 127.0.0.1 -nostdin -watchdog_interval 0 -trace_stat -stf /run/sipp.csv -fd 1 \
    -trace_err -error_file /proc/1/fd/1 </dev/null >/dev/null 2>/proc/1/fd/2 &
  echo "$!" >"$pid_file"
fi

tries=0
until [ -s /run/sipp.csv ] && [ "$(wc -l </run/sipp.csv)" -ge 2 ]; do
  tries=$((tries + 1))
  if [ "$tries" -ge 50 ] || ! pgrep -F "$pid_file" >/dev/null; then
    /opt/lifecycle/stop.sh >/dev/null
    echo "SIPp does not start; docker logs tells why" >&2
    exit 1
  fi
  sleep 0.1
done
show_counts
