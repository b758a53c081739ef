#!/bin/sh
echo "$RM_TRANSITION $RM_REQUEST_ID" >>/tally/runs
sed 's/^"answer": .*/"answer": "given"/' /opt/opparams >/tmp/changed && cat /tmp/changed >/opt/opparams
