#!/bin/sh
echo Install >> /opt/runs
sleep "$(sed -n 's/^"pause": "\([0-9]*\)"$/\1/p' /opt/rmparams)"
! grep -q '^"fail": "Install"$' /opt/rmparams || exit 3
