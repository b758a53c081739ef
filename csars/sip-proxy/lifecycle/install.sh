#!/bin/sh
set -eu

mkdir -p /etc/sip-proxy
# Kamailio gives up root's rights, and makes its door for kamcmd there.
mkdir -p /run/sip-proxy
chown kamailio: /run/sip-proxy
version=$(kamailio -v | sed -n 's/^version: kamailio \([0-9.]*\).*/\1/p')
setProperty version "$version"
echo "installed Kamailio $version"
