#!/bin/sh
# Integrity: does SIPp make calls, or has it made all of them?
set -eu
# shellcheck source=csars/sip-client/lifecycle/common.sh
. /opt/lifecycle/common.sh

show_counts
running >/dev/null || finished || { echo "SIPp does not run" >&2; exit 1; }
