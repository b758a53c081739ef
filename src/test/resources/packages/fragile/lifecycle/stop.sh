#!/bin/sh
echo Stop >> /opt/runs
sleep "$(sed -n 's/^"pause": "\([0-9]*\)"$/\1/p' /opt/rmparams)"
! grep -q '^"fail": "Stop"$' /opt/rmparams || exit 3
