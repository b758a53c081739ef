#!/bin/sh
# Operation getStatistics.
set -eu

counted=$(/opt/sip-server/sipp.py 'answered(C)' 'FailedCall(C)' CurrentCall)
# shellcheck disable=SC2086 # three numbers
set -- $counted
setOperationProperty answered "$1"
setOperationProperty failed "$2"
setOperationProperty inProgress "$3"
echo "answered $1, failed $2, in progress $3"
