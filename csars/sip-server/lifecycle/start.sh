#!/bin/sh
# Start: run SIPp in the background, and return when it answers.
set -eu
# shellcheck source=csars/sip-server/lifecycle/common.sh
. /opt/lifecycle/common.sh

address=$(getProperty docker_ipaddr)
port=$(cat "$settings/port")
delay=$(cat "$settings/answer_delay")
media=$(cat "$settings/media_port")

if running >/dev/null; then
  echo "SIPp runs already"
else
  rm -f /run/sipp.csv
  # A call whose end was never heard of is ended after two hours, as by the proxy. SIPp's watchdog
  # would end it on a busy machine. What it complains about is seen by `docker logs`.
  setsid sipp -sf /opt/sip-server/answer.xml -i "$address" -p "$port" -mp "$media" -d "$delay" \
    -recv_timeout 7200000 -ci 127.0.0.1 -nostdin -watchdog_interval 0 \
    -trace_stat -stf /run/sipp.csv -fd 1 \
    -trace_err -error_file /proc/1/fd/1 </dev/null >/dev/null 2>/proc/1/fd/2 &
  echo "$!" >"$pid_file"
  echo "$address" >"$settings/address"
fi

tries=0
until /opt/sip-server/sip.py "$address" "$port" 0.5 2>/dev/null; do
  tries=$((tries + 1))
  if [ "$tries" -ge 20 ] || ! pgrep -F "$pid_file" >/dev/null; then
    /opt/lifecycle/stop.sh
    echo "SIPp does not answer at $address, port $port; is the port taken? docker logs tells more" >&2
    exit 1
  fi
done
setProperty contact "sip:$address:$port"
echo "calls are answered at sip:$address:$port"
