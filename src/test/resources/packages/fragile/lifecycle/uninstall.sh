#!/bin/sh
echo Uninstall >> /opt/runs
sleep "$(sed -n 's/^"pause": "\([0-9]*\)"$/\1/p' /opt/rmparams)"
! grep -q '^"fail": "Uninstall"$' /opt/rmparams || exit 3
