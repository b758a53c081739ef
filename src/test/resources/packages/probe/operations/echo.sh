#!/bin/sh
mkdir -p /var/probe
cp /opt/opparams /var/probe/echo.yml
message=$(sed -n 's/^"message": "\(.*\)"$/\1/p' /opt/opparams)
sed -i "s/^\"answer\": .*/\"answer\": \"heard $message\"/" /opt/opparams
cat /opt/opparams
