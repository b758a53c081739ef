#!/bin/sh
echo Start >> /opt/runs
sleep "$(sed -n 's/^"pause": "\([0-9]*\)"$/\1/p' /opt/rmparams)"
! grep -q '^"fail": "Start"$' /opt/rmparams || exit 3
