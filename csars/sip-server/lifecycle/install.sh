#!/bin/sh
set -eu

mkdir -p /etc/sip-server
# SIPp does not end with 0 after having told its version.
version=$(sipp -v | sed -n 's/^ *SIPp v\([0-9.]*\).*/\1/p')
setProperty version "$version"
echo "installed SIPp $version"
