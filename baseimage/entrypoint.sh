#!/bin/bash
# Runs collectd as long as the container lives. As process 1 this shell also reaps the processes
# that scripts leave behind: bash collects every child that ends, its own or adopted.
#
# RM_METRIC_URL      where values are posted as JSON (nowhere if empty)
# RM_METRIC_KEY      bearer token of that address
# RM_KAFKA_BROKERS   host:port,... that values are sent to as well (none if empty)
# RM_KAFKA_TOPIC     their topic, "collectd" by default
set -eu

# Process 1 ignores signals that it has no trap for. This one is replaced once collectd runs.
trap 'exit 0' TERM INT

fail() {
  echo "entrypoint: $1" >&2
  exit 1
}

# A text as a quoted string of collectd's configuration.
quoted() {
  case $2 in *[[:cntrl:]]*) fail "$1 holds a control character" ;; esac
  local text=${2//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

# The container may be read-only, or not run as root: take the first place that can be written.
directory() {
  local place
  for place in /run /tmp /dev/shm; do
    mktemp -d "$place/collectd.XXXXXX" 2>/dev/null && return
  done
  fail "none of /run, /tmp, /dev/shm can be written"
}

configuration() {
  local url key brokers topic
  echo 'Include "/usr/share/dockerrm/collectd-base.conf"'
  [ ! -e /etc/collectd/collectd.conf ] || echo 'Include "/etc/collectd/collectd.conf"'
  # A writer that has nothing to do: without any, collectd complains at every value.
  cat <<END
LoadPlugin aggregation
<Plugin aggregation>
  <Aggregation>
    Plugin "none"
    Type "gauge"
    GroupBy "Host"
    CalculateNum true
  </Aggregation>
</Plugin>
END
  if [ -n "${RM_METRIC_URL:-}" ]; then
    url=$(quoted RM_METRIC_URL "$RM_METRIC_URL")
    key=$(quoted RM_METRIC_KEY "Authorization: Bearer ${RM_METRIC_KEY:-}")
    # Values wait in a buffer: without the two limits a quiet package's would wait for minutes.
    cat <<END
<LoadPlugin write_http>
  FlushInterval 5
  FlushTimeout 5
</LoadPlugin>
<Plugin write_http>
  <Node "dockerrm">
    URL $url
    Header $key
    Format "JSON"
    StoreRates true
    BufferSize 1024
    Timeout 5000
  </Node>
</Plugin>
END
  fi
  if [ -n "${RM_KAFKA_BROKERS:-}" ]; then
    brokers=$(quoted RM_KAFKA_BROKERS "$RM_KAFKA_BROKERS")
    topic=$(quoted RM_KAFKA_TOPIC "${RM_KAFKA_TOPIC:-collectd}")
    key=$(quoted RM_METRIC_KEY "${RM_METRIC_KEY:-collectd}")
    cat <<END
LoadPlugin write_kafka
<Plugin write_kafka>
  Property "metadata.broker.list" $brokers
  <Topic $topic>
    Format "JSON"
    Key $key
    StoreRates true
  </Topic>
</Plugin>
END
  fi
}

umask 077
main=$(directory)/main.conf
configuration >"$main"
umask 022

collectd -f -C "$main" &
collectd=$!

stopping=
interrupted=

# collectd may wait for a writer whose peer does not answer: grant it a second.
# shellcheck disable=SC2317 # the trap calls it
stop() {
  stopping=yes
  interrupted=yes
  kill -TERM "$collectd" 2>/dev/null || true
  { sleep 1; kill -KILL "$collectd" 2>/dev/null; } &
}
trap stop TERM INT

# A signal ends `wait` early, and then its status is not collectd's.
while true; do
  interrupted=
  code=0
  wait "$collectd" || code=$?
  [ -n "$interrupted" ] || break
done

rm -rf "${main%/*}"

# With 1 it ends where it does not understand its configuration.
if [ "$code" -eq 1 ] && [ -z "$stopping" ]; then
  echo "entrypoint: collectd ended with exit code $code, see above; the package's part of its \
configuration is /etc/collectd/collectd.conf. That file checked alone:" >&2
  # Above, the lines of all files were counted as one; here they are the file's own.
  timeout 5 collectd -T -f -C /etc/collectd/collectd.conf >&2 && echo "no fault found" >&2
fi
exit "$code"
