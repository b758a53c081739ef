#!/bin/sh
# The entry is made first: a script that is begun twice shows, however it ends.
echo "$RM_TRANSITION $RM_REQUEST_ID" >> /var/ledger/entries
value() { sed -n "s/^\"$1\": \"\(.*\)\"$/\1/p" /opt/rmparams; }
sleep "$(value pause)"
[ "$(value fail)" != "$RM_TRANSITION" ] || exit 3
