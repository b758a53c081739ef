#!/bin/sh
. /opt/lifecycle/common.sh
sed -i 's/^"serial": .*/"serial": 0042/' /opt/rmparams
echo '"unheard": "of"' >> /opt/rmparams
