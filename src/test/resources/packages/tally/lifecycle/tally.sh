#!/bin/sh
echo "$RM_TRANSITION $RM_REQUEST_ID" >>/tally/runs
# What a script changes is read back once, however often its result is asked for.
sed 's/^"marks": "\(.*\)"$/"marks": "\1|"/' /opt/rmparams >/tmp/changed && cat /tmp/changed >/opt/rmparams
