#!/bin/sh
# Uninstall: the last thing that runs before the container is removed. What is inside vanishes with
# it; here belongs what others must learn: give back a licence, leave a cluster, say goodbye.
set -eu

/opt/lifecycle/stop.sh
rm -rf /etc/greeter
echo "goodbye from ${RM_RESOURCE_NAME:-the greeter}"
