#!/bin/sh
mkdir -p /var/probe
cp /opt/opparams /var/probe/echo.yml
pause=$(sed -n 's/^"pause": "\([0-9]*\)"$/\1/p' /opt/rmparams)
sleep "$pause"
message=$(sed -n 's/^"message": "\(.*\)"$/\1/p' /opt/opparams)
sed -i "s/^\"answer\": .*/\"answer\": \"heard $message\"/" /opt/opparams
cat /opt/opparams
