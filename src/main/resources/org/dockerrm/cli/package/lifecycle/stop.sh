#!/bin/sh
# Stop and Uninstall: end the software. Stopped already is success.
set -eu
pkill -F /run/NAME.pid 2>/dev/null || true
rm -f /run/NAME.pid
echo "stopped"
