#!/bin/sh
# Operation announce: changes what the running software does.
set -eu

# Operations have properties of their own; getProperty still gives those of the instance.
message=$(getOperationProperty message)
loud=$(getOperationProperty loud)
case $loud in
  [Tt][Rr][Uu][Ee]) message=$(printf '%s' "$message" | python3 -c 'print(open(0).read().upper())') ;;
esac

previous=$(/opt/greeter/client.py /announcement)
/opt/greeter/client.py /announcement "$message"
# An operation answers through its read-only properties.
setOperationProperty previous "$previous"
