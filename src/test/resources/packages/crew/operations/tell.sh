#!/bin/sh
ipaddr=$(sed -n 's/^"ipaddr": "\(.*\)"$/\1/p' /opt/opparams)
echo "$RM_TRANSITION $ipaddr $(grep -c 'hush' /opt/opparams)" >> /opt/heard
