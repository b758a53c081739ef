#!/bin/sh
# Operation getStatistics. (The properties of the instance are brought up to date by its transitions.)
set -eu
# shellcheck source=csars/sip-client/lifecycle/common.sh
. /opt/lifecycle/common.sh

counted=$(counts)
# shellcheck disable=SC2086 # four numbers
set -- $counted
setOperationProperty sent "$1"
setOperationProperty answered "$2"
setOperationProperty failed "$3"
setOperationProperty inProgress "$4"
echo "sent $1, answered $2, failed $3, in progress $4"
