#!/bin/sh
set -eu

/opt/lifecycle/stop.sh
rm -rf /etc/sip-client
