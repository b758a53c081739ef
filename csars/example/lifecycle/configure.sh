#!/bin/sh
# Configure: write the software's settings from the properties.
set -eu

# The manager has checked that it is a whole number; that it is a port is ours to check.
port=$(getProperty port)
case $port in
  '' | *[!0-9]* | ??????*) port=0 ;;
esac
if [ "$port" -lt 1 ] || [ "$port" -gt 65535 ]; then
  echo "port must be from 1 to 65535" >&2
  exit 1
fi
echo "$port" >/etc/greeter/port

# Values may hold quotes, newlines, $(...): straight into a file nothing can go wrong. Never paste
# them into a command line, a sed expression or a configuration file with a syntax of its own.
getProperty greeting >/etc/greeter/greeting
getProperty friendly >/etc/greeter/friendly
getProperty visitorKey >/etc/greeter/visitor_key
(umask 077 && getProperty accessToken >/etc/greeter/access_token)
echo "configured the greeter for port $port"
